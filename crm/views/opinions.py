"""All opinions on a dossier side by side, and as PDF."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view
from crm.header import header
from crm.opinions import columns_of, paper_of
from crm.queue import reference_of
from dossiers.downloads import as_pdf
from dossiers.printing import pdf_of
from dossiers.sights import as_agent


@desk_view("GET", "HEAD")
def opinions(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    sight = as_agent(request.actor, uid)
    context = header(sight, "partners") | {"columns": columns_of(sight)}
    return render(request, "crm/opinions.html", context)


@desk_view("GET", "HEAD")
def pdf(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    sight, at = as_agent(request.actor, uid), timezone.now()
    content = pdf_of(paper_of(sight, columns_of(sight), at=at), at=at)
    name = _("opinions-%(reference)s.pdf") % {"reference": reference_of(sight.dossier)}
    return as_pdf(content, name)
