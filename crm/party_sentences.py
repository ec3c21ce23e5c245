"""The audit trail in sentences: what concerns other parties, and those for whom somebody else files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossiers.enums import EventKind
from dossiers.sights import Sight

Params = Mapping[str, Any]


def _kind(key: object, sight: Sight) -> str:
    kind = sight.model.party(str(key))
    return kind.title if kind else str(key)


def opened(params: Params, sight: Sight) -> str:
    """Under which version; where it was for another person, in what capacity."""
    number = {"number": params.get("version", "")}
    if "capacity" not in params:
        return _("opened the dossier under version %(number)s of the form.") % number
    capacity = sight.model.capacity(str(params["capacity"]))
    title = capacity.title if capacity else str(params["capacity"])
    told = _("opened the dossier for another person, as %(capacity)s, under version %(number)s of the form.")
    return told % {**number, "capacity": title}


def _told(params: Params, sight: Sight) -> str:
    return _("had %(name)s told that the dossier was filed for them, with the key %(hint)s-….") % {
        "name": params.get("beneficiary", ""), "hint": params.get("hint", ""),
    }  # fmt: skip


def _beneficiary_disowned(params: Params, sight: Sight) -> str:
    return _("reported that the dossier of %(name)s is not theirs; the access has ended.") % {
        "name": params.get("beneficiary", "")
    }


def _taken_over(params: Params, sight: Sight) -> str:
    filer = {"filer": params.get("filer", "")}
    if params.get("keeps"):
        return _("took the dossier over from %(filer)s, who goes on following it.") % filer
    return _("took the dossier over from %(filer)s, who no longer sees it.") % filer


def _invited(params: Params, sight: Sight) -> str:
    return _("invited %(name)s as %(kind)s and had the key %(hint)s-… sent.") % {
        "name": params.get("name", ""), "kind": _kind(params.get("party_kind"), sight),
        "hint": params.get("hint", ""),
    }  # fmt: skip


def _key_replaced(params: Params, sight: Sight) -> str:
    return _("had a new key, %(hint)s-…, sent to %(partner)s; the old one no longer works.") % {
        "hint": params.get("hint", ""), "partner": params.get("name", ""),
    }  # fmt: skip


def _withdrawn(params: Params, sight: Sight) -> str:
    return _("withdrew the invitation of %(name)s.") % {"name": params.get("name", "")}


def _disowned(params: Params, sight: Sight) -> str:
    return _("reported that the invitation of %(name)s is not for them; the access has ended.") % {
        "name": params.get("name", "")
    }


PARTY_SENTENCES: Mapping[str, Callable[[Params, Sight], str]] = {
    EventKind.BENEFICIARY_TOLD: _told,
    EventKind.BENEFICIARY_DISOWNED: _beneficiary_disowned,
    EventKind.TAKEN_OVER: _taken_over,
    EventKind.PARTY_INVITED: _invited,
    EventKind.PARTY_KEY_REPLACED: _key_replaced,
    EventKind.PARTY_WITHDRAWN: _withdrawn,
    EventKind.PARTY_DISOWNED: _disowned,
}
PARTY_WARNINGS = frozenset({EventKind.BENEFICIARY_DISOWNED, EventKind.PARTY_DISOWNED})
