from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A logo or a picture of a portal page, as Wagtail resized it; never anything that a citizen sent."""
    try:
        response = serve(request, name, document_root=str(settings.MEDIA_ROOT / "images"))
    except (SuspiciousFileOperation, ValueError, OSError) as error:  # outside of the folder, NUL, too long
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=3600)
    return response
