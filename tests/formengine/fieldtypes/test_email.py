import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.email import must_be_confirmed
from tests.formengine.builders import field, taken


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


def test_the_designer_may_want_the_address_confirmed_by_a_code() -> None:
    assert must_be_confirmed(field("email", x_confirm=True))
    assert not must_be_confirmed(field("email"))
    assert not must_be_confirmed(field("email", x_confirm="yes"))
    assert not must_be_confirmed(field("text", x_confirm=True))
    kind = field_type("email")
    assert "x-confirm" in kind.settings()
    assert [each.code for each in kind.design_problems({"x-confirm": "yes"})] == ["bad_setting"]
    assert kind.design_problems({"x-confirm": True}) == kind.design_problems({}) == ()
