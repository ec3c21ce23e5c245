"""What stands above every screen of a dossier: what it is, where it stands, and the tabs."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crm.queue import is_overdue, reference_of
from dossiers.sights import Sight

TABS = (
    ("dossier", _("Summary")),
    ("form", _("Form")),
    ("documents", _("Documents")),
    ("partners", _("Partners")),
    ("parties", _("Parties")),
    ("history", _("History")),
)


@dataclass(frozen=True)
class Tab:
    title: str | Promise
    url: str
    current: bool


def language() -> str:
    return get_language() or "en"


def header(sight: Sight, tab: str) -> dict[str, Any]:
    """The context of a dossier's screen. Made from the projection; no query."""
    dossier, listed = sight.dossier, sight.model.listed[:1]
    named = sight.projection.fields.get(listed[0]) if listed else None
    return {
        "dossier": {
            "uid": dossier.uid,
            "reference": reference_of(dossier),
            "applicant": dossier.applicant_name,
            "filer": dossier.filer_name,
            "model": sight.model.title,
            "title": named.display(language()) if named else "",
            "status": sight.status.title,
            "since": dossier.status_since,
            "due_at": dossier.due_at,
            "overdue": is_overdue(dossier, timezone.now()),
            "asked": dossier.asked,
            "answered": dossier.answered,
        },
        "tabs": [
            Tab(title, reverse(f"crm:{name}", args=[dossier.uid]), name == tab)
            for name, title in TABS
            if name != "parties" or sight.model.parties or dossier.filer_name
        ],
    }
