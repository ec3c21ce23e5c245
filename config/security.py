"""Headers of every response that our code makes: what a browser may load, frame, keep and tell others."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


class ResponseHeaders:
    """Adds what a view has not set itself: a view may always be stricter (a download, the key's page)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.portal = policy(settings.SECURE_CSP)
        self.desk = policy(settings.SECURE_CSP_DESK)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        at_desk = request.path.startswith(settings.DESK_PATH)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self.desk if at_desk else self.portal)
        # Wagtail shows its previews in a frame of the desk itself.
        headers.setdefault("X-Frame-Options", "SAMEORIGIN" if at_desk else settings.X_FRAME_OPTIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        headers.setdefault("Cache-Control", "no-store, private")
        return response
