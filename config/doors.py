"""Which of Wagtail's own screens open for whom.

Wagtail asks little of who is already inside: its choosers, its workflow dialogs and its programs' doors
answer everybody who may open the frame. Here they answer those who run the whole installation, nobody else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]

FRAME = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
    }
)
"""Names of what everybody in the frame needs: their account, and what the frame itself is drawn with."""


def for_masters(view: View) -> View:
    """To everybody else who is signed in, a screen of Wagtail's is not there, the frame's own apart."""
    if not view.__module__.startswith("wagtail."):
        return view

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match, user = request.resolver_match, request.user
        if user.is_authenticated and not user.is_superuser and match and match.view_name not in FRAME:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
