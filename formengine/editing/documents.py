"""Beginning a document, and what concerns it as a whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formengine.document import SCHEMA
from formengine.editing.lookup import HELP, Document, opened, put, text
from formengine.editing.refusals import Refused
from formengine.model import CRM, INTERNET, PARTNER

DEFAULT_WHO = "citizen"
_SAFE = "[A-Za-z0-9/_.-]*"
REFERENCE = re.compile(rf"{_SAFE}(\{{yyyy\}})?{_SAFE}\{{seq(:0[1-9]d)?\}}{_SAFE}", re.ASCII)


@dataclass(frozen=True)
class Wording:
    """The titles of what a new document comes with, in the organisation's language."""

    internet: str
    crm: str
    partner: str
    page: str
    draft: str
    submitted: str
    decided: str
    submit: str
    decide: str


def new_document(title: str, wording: Wording) -> Document:
    """Three views, one empty page, three statuses: enough to be filled in, followed and decided.

    Partners find their own reply again, and are reminded by themselves.
    """
    return {
        "$schema": SCHEMA,
        "title": text(title, most=200, needed=True),
        "type": "object",
        "properties": {},
        "x-views": {
            INTERNET: {"title": wording.internet, "surface": "portal", "rules": {}},
            CRM: {"title": wording.crm, "surface": "desk", "rules": {}},
            PARTNER: {"title": wording.partner, "surface": "portal", "rules": {}},
        },
        "x-pages": [{"key": "page_1", "title": wording.page, "items": []}],
        "x-statuses": [
            {
                "key": "draft",
                "title": wording.draft,
                "caps": {INTERNET: "edit", CRM: "hidden", PARTNER: "hidden"},
                "to": [{"status": "submitted", "title": wording.submit, "by": "citizen", "complete": True}],
            },
            {
                "key": "submitted",
                "title": wording.submitted,
                "caps": {INTERNET: "read", CRM: "edit", PARTNER: "edit"},
                "to": [{"status": "decided", "title": wording.decide, "by": "agent"}],
            },
            {
                "key": "decided",
                "title": wording.decided,
                "caps": {INTERNET: "read", CRM: "read", PARTNER: "hidden"},
                "final": True,
                "to": [],
            },
        ],
        "x-scopes": [],
        "x-partners": {
            "keeps": "reply",
            "reminders": {"before_days": 3, "every_days": 7, "most": 3},
        },
    }


def describe(
    document: Mapping[str, Any], *, title: str, description: str = "", reference: str = ""
) -> Document:
    """Set the title, the description and the pattern of references (`SUB-{yyyy}-{seq:05d}`)."""
    new = opened(document)
    new["title"] = text(title, most=200, needed=True)
    put(new, "description", text(description, most=HELP))
    reference = text(reference, most=60)
    if reference and not REFERENCE.fullmatch(reference):
        raise Refused("bad_reference")
    put(new, "x-reference", reference)
    return new
