"""One page to fill in, at the three surfaces: the citizen's, the partner's and the desk's."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Page

from solicitations.services import Ask, ask
from tests.browser.conftest import Arrive
from tests.casting import Cast, attached, dossier_in_hand, opened_dossier, sealed_key
from tests.samples import DOCUMENT


def choices(*keys: str) -> list[dict[str, str]]:
    return [{"const": key, "title": key.title()} for key in keys]


def when(key: str, value: Any) -> dict[str, Any]:
    return {"x-when": {"==": [{"var": key}, value]}}


POST = {"libelle": {"title": "Libellé", "type": "string", "x-type": "text"}}
TRIED: Mapping[str, Any] = {
    "public": {"title": "Public ?", "type": "boolean", "x-type": "yesno"},
    "jauge": {"title": "Jauge", "type": "integer", "x-type": "integer", **when("public", True)},
    "lieu": {
        "title": "Lieu", "type": "string", "x-type": "choice", "oneOf": choices("quai", "salle", "autre"),
    },
    "ailleurs": {"title": "Où ?", "type": "string", "x-type": "text", **when("lieu", "autre")},
    "nom": {"title": "Nom", "type": "string", "x-type": "text"},
    "note": {"title": "Note", "type": "string", "x-type": "longtext"},
    "jours": {
        "title": "Jours", "type": "array", "uniqueItems": True, "x-type": "choices",
        "items": {"type": "string", "oneOf": choices("lundi", "mardi", "jeudi")},
    },
    "postes": {
        "title": "Postes", "type": "array", "x-type": "rows", "maxItems": 9,
        "items": {"type": "object", "properties": POST},
    },
    "plan": {**DOCUMENT["properties"]["rib"], "title": "Plan"},
}  # fmt: skip


def document() -> dict[str, Any]:
    """The subsidy model with a page more, which all three fill in."""
    views = {
        key: {**view, "rules": {**view["rules"], **dict.fromkeys(TRIED, "edit")}}
        for key, view in DOCUMENT["x-views"].items()
    }
    page = {"key": "essai", "title": "L'essai", "items": list(TRIED)}
    return {
        **DOCUMENT,
        "properties": {**DOCUMENT["properties"], **TRIED},
        "x-pages": [page, *DOCUMENT["x-pages"]],
        "x-views": views,
    }


def at_the_citizens(cast: Cast, arrive: Arrive) -> tuple[Page, str]:
    uid = opened_dossier(cast).dossier.uid
    return arrive(cast.citizen), f"/dossiers/{uid}/fill/essai/"


def at_the_partners(cast: Cast, arrive: Arrive) -> tuple[Page, str]:
    due = timezone.localdate() + dt.timedelta(days=9)
    asks = [Ask("complement", "comptable", due, "Me d'Orgeval", cast.partner.email, None, "Comptes.")]
    (asked,) = ask(
        actor=cast.actor("agent"), sight=dossier_in_hand(cast), asks=asks, move_to="avis_en_cours",
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    attached(cast, "partner", sealed_key(asked))
    return arrive(cast.partner), f"/partner/requests/{asked.uid}/complement/essai/"


def at_the_desk(cast: Cast, arrive: Arrive) -> tuple[Page, str]:
    uid = dossier_in_hand(cast).dossier.uid
    return arrive(cast.agent), f"/desk/dossiers/{uid}/form/essai/"
