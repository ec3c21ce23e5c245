import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (True, True),
        (False, False),
        ("true", True),
        ("false", False),
        ("", None),
        (None, None),
        ("yes", "<not_yes_or_no>"),
        (1, "<not_yes_or_no>"),
        ([], "<not_yes_or_no>"),
    ],
)
def test_no_is_an_answer(raw: object, expected: object) -> None:
    assert taken("yesno", raw) is expected or taken("yesno", raw) == expected


def test_it_is_shown_in_the_readers_language() -> None:
    kind, one = field_type("yesno"), field("yesno")
    shown = [kind.display(True, one, language) for language in ("en", "fr", "it", "nl", "xx")]
    assert shown == ["Yes", "Oui", "Sì", "Ja", "Yes"]
    assert kind.cell(False, one) == "false"
