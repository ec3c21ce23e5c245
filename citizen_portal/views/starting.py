"""The front page and the page before a form: for everybody, signed in or not."""

from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from citizen_portal.frame import READING, idempotency_key, screen
from citizen_portal.needs import needs_of
from dossier_models.selectors import open_models
from dossiers.services import open_dossier


@screen(*READING, signed_in=False)
def home(request: OrganisationRequest) -> HttpResponse:
    """The forms one may fill in here."""
    forms = open_models(request.actor.organisation_id)
    return render(request, "citizen_portal/home.html", {"forms": forms})


@screen(*READING, "POST", signed_in=False)
def start(request: OrganisationRequest, key: str) -> HttpResponseBase:
    """What a form is about and what one needs; the button opens a dossier."""
    found = [pair for pair in open_models(request.actor.organisation_id) if pair[0].key == key]
    if not found:
        raise Http404
    model, form = found[0]
    if request.method != "POST":
        context = {"form": form, "needs": needs_of(form), "idempotency_key": uuid4()}
        return render(request, "citizen_portal/start.html", context)
    if not request.actor.is_signed_in:
        return redirect_to_login(request.path)
    dossier = open_dossier(actor=request.actor, model=model, key=idempotency_key(request), at=timezone.now())
    return redirect("citizen_portal:fill", uid=dossier.uid)
