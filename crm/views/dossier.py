"""One dossier at the desk: its summary with what can be done next, and its history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.permissions import allows
from accounts.refusals import Refusal
from crm.frame import desk_view, idempotency_key
from crm.header import header, language
from crm.moves import missing_things, moves_of
from crm.other_parties import summary_of
from crm.sentences import told
from dossiers.selectors import history_of
from dossiers.services import NotAcceptable, change_status
from dossiers.services.moving import NobodyAsked, NoSuchMove
from dossiers.sights import Sight, as_agent
from dossiers.versions import is_outdated


@desk_view("GET", "HEAD")
def summary(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return _summary(request, as_agent(request.actor, uid))


@desk_view("POST")
def move(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Move the dossier. What is refused comes back with the summary and the reason at the top."""
    sight = as_agent(request.actor, uid)
    to = request.POST.get("to", "")
    try:
        moved = change_status(
            actor=request.actor, sight=sight, to=to, key=idempotency_key(request), at=timezone.now()
        )
    except NotAcceptable as refusal:
        return _summary(request, as_agent(request.actor, uid), refusal, to)
    except (NoSuchMove, NobodyAsked) as refusal:
        return _summary(request, as_agent(request.actor, uid), refusal)
    messages.success(
        request, _("The dossier now stands at “%(status)s”.") % {"status": moved.stands_at.title}
    )
    return redirect("crm:dossier", uid)


def _summary(
    request: OrganisationRequest, sight: Sight, refusal: Refusal | None = None, to: str = ""
) -> HttpResponse:
    listed = [sight.projection.fields[key] for key in sight.model.listed if key in sight.projection.fields]
    context = header(sight, "dossier") | {
        "moves": moves_of(sight),
        "card": summary_of(sight),
        "refusal": refusal,
        "missing": missing_things(sight, refusal.problems) if isinstance(refusal, NotAcceptable) else [],
        "wanted": next((each.title for each in moves_of(sight) if each.to == to), ""),
        "listed": [(field.title, field.display(language())) for field in listed],
        "submitted_at": sight.dossier.submitted_at,
        "wording": sight.status.wording,
        "version": sight.dossier.version.number,
        "may_renew": is_outdated(sight.dossier) and allows(request.actor, "dossiers.move_to_version", sight),
    }
    return render(request, "crm/dossier.html", context, status=refusal.http_status if refusal else 200)


@desk_view("GET", "HEAD")
def history(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    sight = as_agent(request.actor, uid)
    lines = told(history_of(sight, language=language()))
    return render(request, "crm/history.html", header(sight, "history") | {"lines": lines})
