"""What types let people set has a place on the panel, a name and an icon."""

import pytest

from dossier_models.faults import FAULTS
from dossier_models.forms.keywords import keyword_field
from dossier_models.palette import FORMAT_NAMES, OPERATOR_WORDS, TYPES
from dossier_models.sentences import PLACES, REFUSALS
from formengine.editing import OPERATORS
from formengine.editing.lookup import NONE_SUCH
from formengine.fieldtypes import FieldType, known_types
from formengine.fieldtypes.formats import FORMATS
from tests.house.repository import ROOT

ELSEWHERE = {"oneOf", "items", "properties", "required", "x-entries", "x-list-version"}
"""Options and children have controls of their own; what a list holds comes when the model is published."""


@pytest.mark.parametrize("kind", known_types(), ids=lambda kind: kind.name)
def test_every_setting_of_a_type_can_be_set(kind: FieldType) -> None:
    assert not [
        each for each in kind.settings() if each not in ELSEWHERE and keyword_field(kind.name, each) is None
    ]


def test_every_type_has_a_name_and_an_icon() -> None:
    assert {kind.name for kind in known_types()} == set(TYPES)


def test_every_format_and_operator_has_a_name() -> None:
    assert set(FORMATS) == set(FORMAT_NAMES)
    assert {name for names in OPERATORS.values() for name in names} == set(OPERATOR_WORDS)


def test_every_fault_of_design_has_a_text() -> None:
    listed = (ROOT / "docs" / "problems.md").read_text().partition("## Design")[2].partition("\n## ")[0]
    codes = {line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")}
    assert codes
    assert codes == set(FAULTS)


def test_every_refusal_of_a_gesture_has_a_text() -> None:
    sources = [path.read_text() for path in (ROOT / "formengine" / "editing").glob("*.py")]
    # `rule_not_understood` never leaves the engine: it is how reading a condition gives up.
    codes = {part.split('"')[0] for source in sources for part in source.split('Refused("')[1:]}
    codes |= set(NONE_SUCH.values())
    with_users = {"field_in_use", "page_not_empty", "rules_cannot_follow", "view_in_use"}
    assert codes - {*with_users, "rule_not_understood"} <= set(REFUSALS)
    assert set(PLACES) == {"field", "page", "check", "transition", "capacity", "paper"}
