"""Why a key was refused, as the history tells it to an agent; its holder was told what to do about it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHY_REFUSED: Mapping[str, Promise] = {
    "malformed": _("it was mistyped."),
    "unknown": _("there is no such key."),
    "expired": _("it had expired."),
    "used": _("another account had used it before."),
    "other_address": _("it had been sent to another address."),
    "own": _("it was for the person they filed for."),
    "withdrawn": _("the request had been withdrawn."),
    "replaced": _("a newer key had taken its place."),
}
