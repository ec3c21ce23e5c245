"""Opening a dossier: from then on it exists, at its first status, seen by the person who opened it."""

import datetime as dt
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossier_models.models import DossierModel
from dossier_models.selectors import model_of
from dossiers.enums import EventKind, Role
from dossiers.models import Dossier, Participation
from dossiers.once import first_time
from dossiers.services.beginning import first_answers
from dossiers.sights import sight_of
from dossiers.writing import writing
from formengine.access import Access
from formengine.model import CRM, INTERNET

OPENINGS = UUID("0b1a6a44-60a0-4a4e-9d4a-2f5f7d3c9a11")


class NotOpen(Refusal):
    """The model takes no applications."""

    code = "not_open"
    http_status = 409
    message = _("This form takes no applications at the moment.")


def open_dossier(*, actor: Actor, model: DossierModel, key: UUID, at: dt.datetime) -> Dossier:
    """Open a dossier for the actor, under the model's latest version. The same key opens one dossier only.

    It begins with the design's defaults, and with what is taken from the actor's profile, the organisation
    and their last dossier where the design says so: one query for each of these. Raises Forbidden, NotOpen.
    Seven queries, two more where it begins with answers.
    """
    require(actor, "dossiers.open")
    if not model.is_open or model.version is None or model.organisation_id != actor.organisation_id:
        raise NotOpen
    design = model_of(model.version)
    initial = design.initial_status
    with transaction.atomic():
        uid = uuid5(OPENINGS, f"{actor.user_id}:{key}")
        if not first_time(actor=actor, key=key, content=["open", model.pk], at=at):
            return Dossier.objects.get(uid=uid, organisation_id=actor.organisation_id)
        dossier = Dossier.objects.create(
            organisation_id=actor.organisation_id,
            uid=uid,
            model=model,
            version=model.version,
            status=initial.key,
            status_since=at,
            opened_at=at,
            in_desk=initial.cap(CRM).access is not Access.HIDDEN,
            applicant_name=actor.name[:200],
        )
        participation = Participation.objects.create(
            organisation_id=actor.organisation_id,
            dossier=dossier,
            user_id=actor.person_id,
            role=Role.APPLICANT,
            view=INTERNET,
            starts_at=at,
        )
        sight = sight_of(dossier, participation)
        begun = first_answers(actor, sight, at)
        with writing(sight, actor=actor, at=at) as deed:
            deed.record(EventKind.OPENED, model=model.key, version=model.version.number)
            deed.find_by("", dossier.applicant_name)
            if begun.answers:
                deed.revise(INTERNET, dict(begun.answers))
                deed.set(locked=sorted(begun.locked))
                fields = sorted(begun.answers)
                deed.record(EventKind.ANSWERED, revision=deed.dossier.revision, view=INTERNET, fields=fields)
    return deed.dossier
