import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


def test_it_is_stored_compact_and_shown_in_fours() -> None:
    assert taken("iban", "fr76 3009 9000 0100 0001 2345 601") == "FR7630099000010000012345601"
    kind = field_type("iban")
    assert (
        kind.display("FR7630099000010000012345601", field("iban"), "fr")
        == "FR76 3009 9000 0100 0001 2345 601"
    )


@pytest.mark.parametrize(
    "raw", ["FR7630099000010000012345602", "FR76", "x", "XX00", "ＦＲ7630099000010000012345601"]
)
def test_a_wrong_character_is_noticed(raw: str) -> None:
    assert taken("iban", raw) == "<not_an_iban>"
