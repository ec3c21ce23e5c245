"""Following one's dossiers: the list, one of them, its receipt and its documents."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from citizen_portal.following import Followed
from citizen_portal.frame import READING, SEEN_AS, screen, seen
from citizen_portal.taken import told_of_takeover
from dossiers.downloads import as_attachment
from dossiers.links import named
from dossiers.received import open_as_party, received_by_party
from dossiers.selectors import beneficiary_of, document_labels, open_document, sights_of_party
from dossiers.sights import NotYours, Sight, chosen_of, in_order, ways_of_party
from formengine.djangoforms import render_projection

DOCUMENT_URL = "citizen_portal:document"


@screen(*READING)
def dossiers(request: OrganisationRequest) -> HttpResponse:
    """Those this person takes part in: first what waits for them; each group the newest first.

    One in which they take part in several ways stands here once, in the way they see it.
    """
    found = [Followed(sight) for sight in _once(request, sights_of_party(request.actor))]
    groups = [
        (_("It is your turn"), [each for each in found if each.is_their_turn]),
        (_("With us"), [each for each in found if not each.is_their_turn and not each.is_settled]),
        (_("Decided"), [each for each in found if not each.is_their_turn and each.is_settled]),
    ]
    context = {"groups": [(title, group) for title, group in groups if group]}
    return render(request, "citizen_portal/dossiers.html", context)


def _once(request: OrganisationRequest, sights: list[Sight]) -> list[Sight]:
    by_dossier: dict[UUID, list[Sight]] = {}
    for sight in sights:
        by_dossier.setdefault(sight.dossier.uid, []).append(sight)
    chosen = request.session.get(SEEN_AS, {})
    return [chosen_of(in_order(ways), chosen.get(str(uid))) for uid, ways in by_dossier.items()]


@screen(*READING)
@told_of_takeover(NotYours)
def dossier(request: OrganisationRequest, uid: UUID) -> HttpResponseBase:
    """Where it stands, what was decided, what was sent. One that was never sent goes on where it was left."""
    ways = ways_of_party(request.actor, uid)
    followed = Followed(chosen_of(ways, request.session.get(SEEN_AS, {}).get(str(uid))))
    sight = followed.sight
    if followed.submitted_at is None and followed.course.pages:
        return redirect("citizen_portal:fill", uid=uid)
    labels = document_labels(actor=request.actor, sight=sight, url_name=DOCUMENT_URL)
    beneficiary = beneficiary_of(sight)
    context = {
        "dossier": followed,
        "received": received_by_party(sight),
        "beneficiary": beneficiary,
        "is_mine_to_take": beneficiary is not None
        and sight.participation is not None
        and beneficiary.participation_id == sight.participation.pk,
        "other_ways": [Followed(each) for each in ways if each is not sight],
        "answers": render_projection(
            sight.projection,
            get_language() or "en",
            labels,
            level=3,
            offers=named(sight.projection, request.actor.organisation_id),
        ),
    }
    return render(request, "citizen_portal/dossier.html", context)


@screen(*READING)
def receipt(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """That it has arrived, when, and under which reference."""
    followed = Followed(seen(request, uid))
    if followed.submitted_at is None or followed.is_other_party:
        raise NotYours
    beneficiary = beneficiary_of(followed.sight)
    context = {
        "dossier": followed, "beneficiary": beneficiary,
        "told_at": beneficiary.told_at if beneficiary else None,
    }  # fmt: skip
    return render(request, "citizen_portal/receipt.html", context)


@screen(*READING)
def document(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A file, as a download."""
    sight = seen(request, uid)
    return as_attachment(
        open_document(actor=request.actor, sight=sight, document_id=document_id, at=timezone.now())
    )


@screen(*READING)
def received(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A document of the service, as a download. The first time is recorded."""
    sight, at = seen(request, uid), timezone.now()
    return as_attachment(open_as_party(actor=request.actor, sight=sight, document_id=document_id, at=at))
