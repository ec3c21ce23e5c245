"""Asking whether an actor may do something: the first line of every service."""

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.refusals import Refusal


class Forbidden(Refusal):
    """Yours to see, not yours to do."""

    code = "forbidden"
    http_status = 403
    message = _("You may not do this.")


def allows(actor: Actor, permission: str, thing: Any = None) -> bool:
    """Whether a permission defined in some `rules.py` holds. A name nobody defined is an error, not a no."""
    if not rules.perm_exists(permission):
        raise LookupError(f"no permission is called {permission!r}")
    return bool(rules.has_perm(permission, actor, thing))


def require(actor: Actor, permission: str, thing: Any = None) -> None:
    """Raises Forbidden."""
    if not allows(actor, permission, thing):
        raise Forbidden
