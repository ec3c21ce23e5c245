"""A model out of a file: one exported elsewhere, or anybody's JSON Schema, as a draft to look through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.actors import Actor
from dossier_models.models import DossierModel
from dossier_models.services import apply_gesture, create_model
from dossier_models.wording import first_wording
from formengine.importing import import_schema
from formengine.importing.report import Note
from formengine.importing.ui import Ui
from formengine.parts import loads
from formengine.transfer import FORMAT, import_model

LONGEST_TITLE = 200


@dataclass(frozen=True)
class BroughtIn:
    """The new draft, and what became of each part of a foreign schema; nothing to tell of a file of ours."""

    model: DossierModel
    report: tuple[Note, ...] = ()


def bring_in(*, actor: Actor, text: str | bytes, title: str, ui: Ui | None, at: datetime) -> BroughtIn:
    """`title`: what the model is called where the file does not say.

    Raises DocumentRefused, with the place in the file; Forbidden; NotDrawable.
    """
    document, report = read(text, title, ui)
    named = str(document.get("title") or title)[:LONGEST_TITLE]
    made = create_model(actor=actor, title=named, wording=first_wording(), at=at)
    model = apply_gesture(
        actor=actor,
        model=made,
        gesture=lambda _empty: dict(document),
        drawn_on=made.draft_number,
        at=at,
    )
    return BroughtIn(model, report)


def read(text: str | bytes, title: str, ui: Ui | None = None) -> tuple[Mapping[str, Any], tuple[Note, ...]]:
    """The document that a file stands for, and the report. Raises DocumentRefused."""
    found = loads(text)
    if isinstance(found, dict) and found.get("format") == FORMAT:
        document: Mapping[str, Any] = import_model(text)
        return document, ()
    says = isinstance(found, dict) and isinstance(found.get("title"), str) and found["title"].strip()
    imported = import_schema(found, title="" if says else title, ui=ui)
    return imported.document, imported.report
