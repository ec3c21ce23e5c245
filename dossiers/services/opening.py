"""Opening a dossier: from then on it exists, at its first status, seen by the person who opened it."""

import datetime as dt
from typing import Any
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
from dossiers.services.saving import NotAcceptable
from dossiers.services.standing_in import ForAnother, stand_in, wrong_about
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


def open_dossier(
    *, actor: Actor, model: DossierModel, key: UUID, at: dt.datetime, wanted: ForAnother | None = None
) -> Dossier:
    """Open a dossier for the actor, under the model's latest version. The same key opens one dossier only.

    It begins with the design's defaults, and with what is taken from the actor's profile, the organisation
    and their last dossier where the design says so: one query for each of these. `wanted` names the person
    for whom the actor files it, of whom nothing is known to begin with. Raises Forbidden, NotOpen,
    NotAcceptable (paths: capacity, name, email). Seven queries, two more where it begins with answers.
    """
    require(actor, "dossiers.open")
    if not model.is_open or model.version is None or model.organisation_id != actor.organisation_id:
        raise NotOpen
    design = model_of(model.version)
    if wanted is not None and (problems := wrong_about(actor, design, wanted)):
        raise NotAcceptable(problems)
    initial = design.initial_status
    with transaction.atomic():
        uid = uuid5(OPENINGS, f"{actor.user_id}:{key}")
        if not first_time(actor=actor, key=key, content=_content(model, wanted), at=at):
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
            applicant_name=(wanted.name.strip() if wanted else actor.name)[:200],
            filer_name=actor.name[:200] if wanted else "",
        )
        participation = Participation.objects.create(
            organisation_id=actor.organisation_id,
            dossier=dossier,
            user_id=actor.person_id,
            role=Role.REPRESENTATIVE if wanted else Role.APPLICANT,
            capacity=wanted.capacity if wanted else "",
            view=INTERNET,
            starts_at=at,
        )
        sight = sight_of(dossier, participation)
        begun = first_answers(actor, sight, at)
        with writing(sight, actor=actor, at=at) as deed:
            deed.record(EventKind.OPENED, **_opened(dossier, wanted))
            deed.find_by("", f"{dossier.applicant_name} {dossier.filer_name}")
            if wanted is not None:
                stand_in(deed, participation, wanted)
            if begun.answers:
                deed.revise(INTERNET, dict(begun.answers))
                deed.set(locked=sorted(begun.locked))
                fields = sorted(begun.answers)
                deed.record(EventKind.ANSWERED, revision=deed.dossier.revision, view=INTERNET, fields=fields)
    return deed.dossier


def _content(model: DossierModel, wanted: ForAnother | None) -> list[Any]:
    return ["open", model.pk, *((wanted.capacity, wanted.name, wanted.email) if wanted else ())]


def _opened(dossier: Dossier, wanted: ForAnother | None) -> dict[str, Any]:
    """What the history says of it: the capacity only, as names are no part of it."""
    said = {"model": dossier.model.key, "version": dossier.version.number}
    return {**said, "capacity": wanted.capacity} if wanted else said
