"""What somebody may do with a dossier that another person filed for them, or that they were invited to."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from citizen_portal.following import Followed
from citizen_portal.frame import READING, SEEN_AS, idempotency_key, screen, seen
from dossiers.enums import Role
from dossiers.models import Beneficiary
from dossiers.selectors import beneficiary_of
from dossiers.services import AlreadyTakenOver, take_over
from dossiers.services.parties import give_up_as_party
from dossiers.services.standing_in import capacity_of, give_up_as_beneficiary
from dossiers.sights import NotYours, Sight, ways_of_party

CHOICES = {"yes": True, "no": False}


@screen(*READING, "POST")
def taking_over(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Says what follows and asks whether the filer goes on seeing it; a POST takes the dossier over."""
    sight = seen(request, uid)
    found = _filed_for_me(sight)
    if found.taken_over_at is not None and request.method != "POST":
        return _already(request, uid)
    chosen = request.POST.get("keeps", "")
    if request.method != "POST" or chosen not in CHOICES:
        return _confirm(request, sight, found, asked=request.method == "POST")
    try:
        take_over(
            actor=request.actor, sight=sight, keeps=CHOICES[chosen], key=idempotency_key(request),
            at=timezone.now(),
        )  # fmt: skip
    except AlreadyTakenOver:
        return _already(request, uid)
    messages.success(request, _("You have taken the dossier over. You both get a message that says so."))
    return redirect("citizen_portal:dossier", uid)


def _filed_for_me(sight: Sight) -> Beneficiary:
    """Raises NotYours for anybody but the applicant of a dossier that somebody else filed."""
    found = beneficiary_of(sight)
    if found is None or sight.participation is None or sight.participation.pk != found.participation_id:
        raise NotYours
    return found


def _already(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    messages.info(request, _("You have already taken this dossier over."))
    return redirect("citizen_portal:dossier", uid)


def _confirm(request: OrganisationRequest, sight: Sight, found: Beneficiary, *, asked: bool) -> HttpResponse:
    capacity = capacity_of(sight.model, found.filer)
    problem = _("Choose whether they go on seeing the dossier.") if asked else ""
    context = {
        "dossier": Followed(sight),
        "capacity": capacity.title if capacity else "",
        "view": sight.model.views[capacity.view].title if capacity and capacity.view else "",
        "summary": [("keeps-yes", problem)] if problem else [],
        "problem": problem,
        "idempotency_key": uuid4(),
    }
    return render(request, "citizen_portal/take_over.html", context, status=422 if problem else 200)


@screen(*READING, "POST")
def not_mine(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Asks for a confirmation; a POST ends what a key gave, at once, and tells the service."""
    sight = seen(request, uid)
    role = sight.participation.role if sight.participation is not None else ""
    if role != Role.SECOND_PARTY and _filed_for_me(sight).taken_over_at is not None:
        return _already(request, uid)
    if request.method != "POST":
        return render(request, "citizen_portal/not_mine.html", {"dossier": Followed(sight)})
    if role == Role.SECOND_PARTY:
        give_up_as_party(actor=request.actor, sight=sight, at=timezone.now())
    else:
        try:
            give_up_as_beneficiary(actor=request.actor, sight=sight, at=timezone.now())
        except AlreadyTakenOver:
            return _already(request, uid)
    messages.success(request, _("The service has been told. You no longer have access to this dossier."))
    return redirect("citizen_portal:dossiers")


@screen("POST")
def see_as(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Whoever takes part in several ways chooses in which of them to see the dossier: in one at a time."""
    ways = {
        str(each.participation.pk): each for each in ways_of_party(request.actor, uid) if each.participation
    }
    way = ways.get(request.POST.get("as", ""))
    if way is None or way.participation is None:
        raise NotYours
    chosen = dict(request.session.get(SEEN_AS, {}))
    request.session[SEEN_AS] = chosen | {str(uid): way.participation.pk}
    return redirect("citizen_portal:dossier", uid)
