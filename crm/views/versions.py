"""Moving a dossier to the newest version of its form: what would happen to each value, and the button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.permissions import require
from accounts.refusals import Refusal
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.passages import page_of
from dossiers.selectors import document_labels
from dossiers.services import move_to_version
from dossiers.services.renewing import Hindered, NoNewerVersion, NoStatusChosen, StalePreview
from dossiers.sights import Sight, as_agent
from dossiers.versions import passage_of


@desk_view("GET", "HEAD", "POST")
def version(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Shows what would happen; a POST does it. What is refused comes back with the reason at the top."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "dossiers.move_to_version", sight)
    if request.method != "POST":
        return _page(request, sight)
    try:
        moved = move_to_version(
            actor=request.actor,
            sight=sight,
            version=_whole(request.POST.get("version")) or 0,
            status=request.POST.get("status", ""),
            seen=request.POST.get("seen"),
            key=idempotency_key(request),
            at=timezone.now(),
        )
    except (NoNewerVersion, StalePreview, Hindered, NoStatusChosen) as refusal:
        return _page(request, as_agent(request.actor, uid), refusal)
    messages.success(
        request,
        _("The dossier is now under version %(number)s of the form.") % {"number": moved.version.number},
    )
    return redirect("crm:dossier", uid)


def _page(request: OrganisationRequest, sight: Sight, refusal: Refusal | None = None) -> HttpResponse:
    passage = passage_of(sight)
    files = document_labels(actor=request.actor, sight=sight, url_name="crm:document") if passage else {}
    context = header(sight, "dossier") | {
        "passage": page_of(passage, files) if passage else None,
        "number": sight.dossier.version.number,
        "refusal": refusal,
    }
    return render(request, "crm/version.html", context, status=refusal.http_status if refusal else 200)


def _whole(text: str | None) -> int | None:
    """A number of a version as the page sent it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
