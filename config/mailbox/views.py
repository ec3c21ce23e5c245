from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.mailbox import letters


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "mailbox/index.html", {"letters": letters.newest(settings.MAILBOX_DIR)})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    found = letters.find(settings.MAILBOX_DIR, name)
    if found is None:
        raise Http404
    return render(request, "mailbox/letter.html", {"letter": found})
