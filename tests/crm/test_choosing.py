"""Of two values of one field, choosing theirs leaves it as it is stored, whatever kind of answer it is."""

import json
from typing import Any

import pytest
from django.http import QueryDict

from crm.filling import without_theirs
from formengine.acceptance import Outcome
from formengine.djangoforms import form_class
from tests.formengine.builders import view

PARTS: dict[str, Any] = {
    "ticked": {"x-type": "yesno", "title": "Ticked"},
    "text": {"x-type": "text", "title": "Text"},
}
FIELDS: dict[str, Any] = {
    "ticked": {"x-type": "yesno"},
    "several": {"x-type": "choices", "items": {"oneOf": [{"const": "a"}, {"const": "b"}]}},
    "files": {"x-type": "file"},
    "group": {"x-type": "group", "properties": PARTS},
    "rows": {"x-type": "rows", "items": {"properties": PARTS}},
}
STORED: dict[str, Any] = {
    "ticked": True,
    "several": ["a"],
    "files": ["11111111-1111-4111-8111-111111111111"],
    "group": {"ticked": True, "text": "theirs"},
    "rows": [{"_id": "1", "ticked": True, "text": "theirs"}],
}
MINE = {
    "ticked": "false",
    "several": "b",
    "files-remove": "11111111-1111-4111-8111-111111111111",
    "group.ticked": "false",
    "group.text": "mine",
    "rows-count": "1",
    "rows-0-_id": "1",
    "rows-0-text": "mine",
}


def chosen(choice: str | None) -> Outcome:
    """What becomes of the page on which both values were shown, for a field of each kind."""
    form = form_class(view(FIELDS), "page")
    posted = QueryDict(mutable=True)
    posted.setlist("_conflict", list(FIELDS))
    posted.update(MINE | {"_seen": json.dumps(form(answers=STORED).seen_now())})
    if choice is not None:
        posted.update({f"choose-{key}": choice for key in FIELDS})
    sent = form(without_theirs(posted), answers=STORED)
    assert sent.is_valid()
    assert sent.outcome is not None
    return sent.outcome


@pytest.mark.parametrize("choice", ["theirs", "neither", None])
def test_theirs_stays(choice: str | None) -> None:
    assert chosen(choice).changes == {}


def test_mine_takes_its_place() -> None:
    after = chosen("mine").answers
    assert after["ticked"] is False
    assert after["several"] == ["b"]
    assert "files" not in after
    assert after["group"] == {"ticked": False, "text": "mine"}
    assert after["rows"] == [{"_id": "1", "text": "mine"}]
