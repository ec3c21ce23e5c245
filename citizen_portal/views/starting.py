"""The front page and the page before a form: for everybody, signed in or not."""

from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from citizen_portal.forms import ForAnotherForm
from citizen_portal.frame import READING, idempotency_key, screen
from citizen_portal.needs import needs_of
from dossier_models.models import DossierModel
from dossier_models.selectors import open_models
from dossiers.services import NotAcceptable, open_dossier
from formengine.model import Model


@screen(*READING, signed_in=False)
def home(request: OrganisationRequest) -> HttpResponse:
    """The forms one may fill in here."""
    forms = open_models(request.actor.organisation_id)
    return render(request, "citizen_portal/home.html", {"forms": forms})


def _open_form(request: OrganisationRequest, key: str) -> tuple[DossierModel, Model]:
    """A form one may fill in here. Raises Http404."""
    for model, form in open_models(request.actor.organisation_id):
        if model.key == key:
            return model, form
    raise Http404


@screen(*READING, "POST", signed_in=False)
def start(request: OrganisationRequest, key: str) -> HttpResponseBase:
    """What a form is about and what one needs; the button opens a dossier."""
    model, form = _open_form(request, key)
    if request.method != "POST":
        context = {"form": form, "key": model.key, "needs": needs_of(form), "idempotency_key": uuid4()}
        return render(request, "citizen_portal/start.html", context)
    if not request.actor.is_signed_in:
        return redirect_to_login(request.path)
    dossier = open_dossier(actor=request.actor, model=model, key=idempotency_key(request), at=timezone.now())
    return redirect("citizen_portal:fill", uid=dossier.uid)


@screen(*READING, "POST")
def start_for_another(request: OrganisationRequest, key: str) -> HttpResponseBase:
    """For whom, and in what capacity: where the form may be filed for somebody else at all."""
    model, design = _open_form(request, key)
    if not design.capacities:
        raise Http404
    form = ForAnotherForm(request.POST or None, design=design)
    if request.method == "POST" and form.is_valid():
        try:
            dossier = open_dossier(
                actor=request.actor, model=model, key=idempotency_key(request), at=timezone.now(),
                wanted=form.wanted,
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            return redirect("citizen_portal:fill", uid=dossier.uid)
    status = NotAcceptable.http_status if request.method == "POST" else 200
    context = {"model": model, "design": design, "form": form, "idempotency_key": uuid4()}
    return render(request, "citizen_portal/for_another.html", context, status=status)
