"""The audit trail in sentences: who did what, when."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.document_sentences import ABOUT_A_FILE, DOCUMENT_SENTENCES
from crm.key_words import WHY_REFUSED
from crm.party_sentences import PARTY_SENTENCES, PARTY_WARNINGS, opened
from crm.place_sentences import PLACE_SENTENCES
from dossiers.enums import EventKind
from dossiers.former import FilesChanged
from dossiers.models import Event
from dossiers.selectors import HistoryLine
from dossiers.sights import Sight
from solicitations.wording import asked_text

Params = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One line of the history. `changes`: label, old text, new text; `files`: what fields of files held."""

    at: dt.datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]
    warns: bool
    files: tuple[FilesChanged, ...] = ()


WARNINGS = (
    frozenset({EventKind.REFUSED, EventKind.KEY_TRIED, EventKind.MAIL_REFUSED, EventKind.DISOWNED})
    | PARTY_WARNINGS
)


def told(lines: Iterable[HistoryLine]) -> list[Told]:
    """The lines this reader may know of: one about nothing but hidden fields is left out, number and all."""
    return [_tell(line, line.sight) for line in lines if _concerns(line, line.sight)]


def _concerns(line: HistoryLine, sight: Sight) -> bool:
    event = line.event
    if event.kind in (EventKind.ANSWERED, EventKind.ADDRESS_CONFIRMED, EventKind.FILES_NAMED):
        return any(key in sight.projection.fields for key in event.params.get("fields", ()))
    if event.kind in ABOUT_A_FILE:
        return event.params.get("field") in sight.projection.fields
    return True


def _tell(line: HistoryLine, sight: Sight) -> Told:
    return replace(told_of(line.event, sight), changes=line.changes, files=line.files)


def told_of(event: Event, sight: Sight) -> Told:
    """One event in words, for who may know of it."""
    sentence = SENTENCES.get(event.kind)
    what = sentence(event.params, sight) if sentence else event.get_kind_display()
    return Told(event.at, event.actor_name or "Trivium", what, (), event.kind in WARNINGS)


def _status(key: object, sight: Sight) -> str:
    try:
        return sight.model.status(str(key)).title
    except KeyError:
        return str(key)


def _scope(key: object, sight: Sight) -> str:
    scope = sight.model.scope(str(key))
    return scope.title if scope else str(key)


def _answered(params: Params, sight: Sight) -> str:
    """Only the fields the desk sees are counted."""
    count = sum(1 for key in params.get("fields", ()) if key in sight.projection.fields)
    return ngettext("changed %(count)d answer.", "changed %(count)d answers.", count) % {"count": count}


def _files_named(params: Params, sight: Sight) -> str:
    return _("gave files other names.")


def _address_confirmed(params: Params, sight: Sight) -> str:
    return _("confirmed an e-mail address with the code sent to it.")


def _refused(params: Params, sight: Sight) -> str:
    return _("sent something that may not be changed from there. All of it was refused.")


def _moved(params: Params, sight: Sight) -> str:
    places = {"was": _status(params.get("was"), sight), "to": _status(params.get("to"), sight)}
    return _("moved the dossier from “%(was)s” to “%(to)s”.") % places


def _document_read(params: Params, sight: Sight) -> str:
    return _("opened a file of “%(field)s”.") % {"field": sight.projection.fields[params["field"]].title}


def _asked(params: Params, sight: Sight) -> str:
    return _("asked %(partner)s for: %(asked)s.") % {
        "partner": params.get("partner", ""),
        "asked": asked_text(str(params.get("asked_for")), _scope(params.get("scope"), sight)),
    }


def _key_sent(params: Params, sight: Sight) -> str:
    return _("had the key %(hint)s-… sent.") % {"hint": params.get("hint", "")}


def _key_replaced(params: Params, sight: Sight) -> str:
    return _("had a new key, %(hint)s-…, sent to %(partner)s; the old one no longer works.") % {
        "hint": params.get("hint", ""),
        "partner": params.get("partner", ""),
    }


def _key_tried(params: Params, sight: Sight) -> str:
    return _("tried the key %(hint)s-… without success: %(reason)s") % {
        "hint": params.get("hint", ""),
        "reason": WHY_REFUSED.get(str(params.get("reason")), ""),
    }


def _bound(params: Params, sight: Sight) -> str:
    return _("attached the dossier with the key %(hint)s-…") % {"hint": params.get("hint", "")}


def _key_wanted(params: Params, sight: Sight) -> str:
    return _("asked for a new key instead of %(hint)s-…") % {"hint": params.get("hint", "")}


def _account_offered(params: Params, sight: Sight) -> str:
    return _("asked that their account be accepted for the key %(hint)s-…") % {"hint": params.get("hint", "")}


def _account_accepted(params: Params, sight: Sight) -> str:
    return _("accepted the account of %(partner)s for the key %(hint)s-…") % {
        "partner": params.get("partner", ""),
        "hint": params.get("hint", ""),
    }


def _account_declined(params: Params, sight: Sight) -> str:
    return _("did not accept the account of %(partner)s for the key %(hint)s-…") % {
        "partner": params.get("partner", ""),
        "hint": params.get("hint", ""),
    }


def _disowned(params: Params, sight: Sight) -> str:
    return _("reported that the request to %(partner)s is not theirs; the access has ended.") % {
        "partner": params.get("partner", "")
    }


def _opinion_given(params: Params, sight: Sight) -> str:
    scope = {"scope": _scope(params.get("scope"), sight)}
    if params.get("number", 1) > 1:
        return _("replaced the opinion given before: %(scope)s.") % scope
    return _("gave an opinion: %(scope)s.") % scope


def _complement_given(params: Params, sight: Sight) -> str:
    if params.get("number", 1) > 1:
        return _("corrected the complement given before.")
    return _("gave the complement asked for.")


def _reply_declined(params: Params, sight: Sight) -> str:
    return _("cannot reply: %(scope)s.") % {"scope": _scope(params.get("scope"), sight)}


def _question_asked(params: Params, sight: Sight) -> str:
    return _("asked a question about the request.")


def _partner_written_to(params: Params, sight: Sight) -> str:
    return _("wrote to %(partner)s about the request.") % {"partner": params.get("partner", "")}


def _reminded(params: Params, sight: Sight) -> str:
    return _("reminded %(partner)s.") % {"partner": params.get("partner", "")}


def _reminders_stopped(params: Params, sight: Sight) -> str:
    return _("switched automatic reminders to %(partner)s off.") % {"partner": params.get("partner", "")}


def _reminders_resumed(params: Params, sight: Sight) -> str:
    return _("switched automatic reminders to %(partner)s on.") % {"partner": params.get("partner", "")}


def _withdrawn(params: Params, sight: Sight) -> str:
    return _("withdrew the request to %(partner)s.") % {"partner": params.get("partner", "")}


def _version_changed(params: Params, sight: Sight) -> str:
    moved = _("moved the dossier from version %(was)s of the form to version %(to)s.") % {
        "was": params.get("was"),
        "to": params.get("to"),
    }
    if params.get("status") == params.get("stands_at"):
        return moved
    stands = _("It stands at “%(status)s” since.") % {"status": _status(params.get("stands_at"), sight)}
    return f"{moved} {stands}"


SENTENCES: Mapping[str, Callable[[Params, Sight], str]] = {
    **PLACE_SENTENCES,
    EventKind.OPENED: opened,
    EventKind.ANSWERED: _answered,
    EventKind.FILES_NAMED: _files_named,
    EventKind.ADDRESS_CONFIRMED: _address_confirmed,
    EventKind.REFUSED: _refused,
    EventKind.MOVED: _moved,
    EventKind.DOCUMENT_READ: _document_read,
    **DOCUMENT_SENTENCES,
    EventKind.ASKED: _asked,
    EventKind.KEY_SENT: _key_sent,
    EventKind.KEY_REPLACED: _key_replaced,
    EventKind.KEY_TRIED: _key_tried,
    EventKind.BOUND: _bound,
    EventKind.KEY_WANTED: _key_wanted,
    EventKind.ACCOUNT_OFFERED: _account_offered,
    EventKind.ACCOUNT_ACCEPTED: _account_accepted,
    EventKind.ACCOUNT_DECLINED: _account_declined,
    EventKind.DISOWNED: _disowned,
    EventKind.OPINION_GIVEN: _opinion_given,
    EventKind.COMPLEMENT_GIVEN: _complement_given,
    EventKind.REPLY_DECLINED: _reply_declined,
    EventKind.QUESTION_ASKED: _question_asked,
    EventKind.PARTNER_WRITTEN_TO: _partner_written_to,
    EventKind.REMINDED: _reminded,
    EventKind.REMINDERS_STOPPED: _reminders_stopped,
    EventKind.REMINDERS_RESUMED: _reminders_resumed,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.VERSION_CHANGED: _version_changed,
    **PARTY_SENTENCES,
}
