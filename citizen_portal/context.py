"""What the portal's navigation depends on."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.context import frame_of
from dossiers.models import Participation


def navigation(request: HttpRequest) -> dict[str, object]:
    """`is_asked`: whether somebody may find requests made to them. One query, where a page looks at it."""
    return {"is_asked": SimpleLazyObject(lambda: is_asked(request))}


def is_asked(request: HttpRequest) -> bool:
    actor = frame_of(request).actor  # none where no organisation answers
    return actor is not None and actor.is_signed_in and Participation.objects.of(actor).of_partners().exists()
