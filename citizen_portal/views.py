"""The portal's pages for applicants."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dossier_models.models import DossierModel


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    forms = DossierModel.objects.of(request.actor.organisation_id).open_for_applications()  # type: ignore[attr-defined]
    return render(request, "citizen_portal/home.html", {"forms": forms})
