"""What happened to keys and to those who take part in a request, in words, for the history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.enums import EventKind
from dossiers.sights import Sight

Params = Mapping[str, Any]

MAILS: Mapping[str, Promise] = {
    "key": gettext_lazy("the key"),
    "internal_request": gettext_lazy("the request"),
    "key_ending": gettext_lazy("the end of the key"),
    "reminder": gettext_lazy("a reminder"),
    "withdrawn": gettext_lazy("the withdrawal"),
    "word_to_partner": gettext_lazy("a message"),
}


def _hint(params: Params) -> dict[str, str]:
    return {"hint": str(params.get("hint", ""))}


def _partner(params: Params) -> dict[str, str]:
    return {"partner": str(params.get("partner", ""))}


def _mail_accepted(params: Params, _sight: Sight) -> str:
    return _("handed the mail with the key %(hint)s-… to the mail server, which accepted it.") % _hint(params)


def _mail_refused(params: Params, _sight: Sight) -> str:
    what = str(MAILS.get(str(params.get("letter")), ""))
    return _("could not deliver a mail: %(what)s. The mail server refused the address.") % {"what": what}


def _key_typed(params: Params, _sight: Sight) -> str:
    return _("typed the key %(hint)s-… and has to sign in to use it.") % _hint(params)


def _key_ending(params: Params, _sight: Sight) -> str:
    return _("reminded by mail that the unused key %(hint)s-… ends soon.") % _hint(params)


def _key_expired(params: Params, _sight: Sight) -> str:
    return _("marked the unused key %(hint)s-… as expired.") % _hint(params)


def _request_seen(_params: Params, _sight: Sight) -> str:
    return _("opened the request for the first time.")


def _colleague_added(params: Params, _sight: Sight) -> str:
    return _("added %(partner)s to a request.") % _partner(params)


def _colleague_removed(params: Params, _sight: Sight) -> str:
    return _("removed %(partner)s from a request.") % _partner(params)


def _access_ended(params: Params, _sight: Sight) -> str:
    return _("ended the access of %(partner)s, who had the key %(hint)s-…") % {
        **_partner(params),
        **_hint(params),
    }


PLACE_SENTENCES: Mapping[str, Callable[[Params, Sight], str]] = {
    EventKind.MAIL_ACCEPTED: _mail_accepted,
    EventKind.MAIL_REFUSED: _mail_refused,
    EventKind.KEY_TYPED: _key_typed,
    EventKind.KEY_ENDING: _key_ending,
    EventKind.KEY_EXPIRED: _key_expired,
    EventKind.REQUEST_SEEN: _request_seen,
    EventKind.COLLEAGUE_ADDED: _colleague_added,
    EventKind.COLLEAGUE_REMOVED: _colleague_removed,
    EventKind.ACCESS_ENDED: _access_ended,
}
