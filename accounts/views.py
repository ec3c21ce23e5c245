"""What every page of the portal needs: the organisation's colours, and a choice of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from accounts.colours import palette
from accounts.models import User

A_YEAR = 365 * 24 * 3600


@require_safe
def colours(request: HttpRequest, colour: str) -> HttpResponse:
    """Custom properties made of one colour: the address says it all, so it is never asked for again.

    A stylesheet, because the portal's pages may hold no style of their own (SECURITY.md, threat 13).
    """
    return HttpResponse(
        palette(colour).stylesheet(),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={A_YEAR}, immutable"},
    )


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language, for this browser and, where somebody is signed in, for their mails."""
    chosen = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    user = request.user
    if isinstance(user, User) and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=user.pk).exclude(language=chosen).update(language=chosen)
    return set_language(request)
