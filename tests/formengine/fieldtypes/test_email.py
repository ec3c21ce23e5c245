import pytest

from tests.formengine.builders import taken


def test_the_domain_is_written_small_the_rest_as_typed() -> None:
    assert taken("email", " Maelle.LeGoff@Example.ORG ") == "Maelle.LeGoff@example.org"
    assert taken("email", "x@münchen.de") == "x@münchen.de"
    assert taken("email", "a+b@c-d.example.org") == "a+b@c-d.example.org"


@pytest.mark.parametrize(
    "raw",
    [
        "a", "a@", "@b.fr", "a@b", "a@@b.fr", "a b@c.fr", "a@b .fr", "a@.fr", "a@-b.fr", "a@b-.fr", "a@b..fr",
        ".a@b.fr", "a.@b.fr", "a..b@c.fr", "é@b.fr", "a@1.2.3.4", "a\n@b.fr", "<a@b.fr>", "a,b@c.fr",
        "x" * 65 + "@b.fr", "a@" + "b" * 64 + ".fr", "a@" + "b." * 130 + "fr", "a@b.fr\r\nBcc: c@d.fr",
    ],
)  # fmt: skip
def test_what_mail_cannot_be_sent_to_is_refused(raw: str) -> None:
    assert taken("email", raw) == "<not_an_email>"
