"""What a new dossier can begin with: what is known of the person, the organisation, their last dossier."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Organisation, User
from dossiers.enums import Role
from dossiers.models import Participation
from dossiers.sights import Sight, sight_of
from formengine.prefilling import DOSSIER, ORGANISATION, PROFILE, Prefilled, prefilled, sources_asked


def first_answers(actor: Actor, sight: Sight, at: dt.datetime) -> Prefilled:
    """First answers of the dossier as its applicant sees it. One query for each source the design asks.

    What is known of somebody who files for another person is not known of that person.
    """
    readers = {PROFILE: _profile, ORGANISATION: _organisation, DOSSIER: _last_dossier}
    if sight.participation is not None and sight.participation.role == Role.REPRESENTATIVE:
        readers |= {PROFILE: _nothing, DOSSIER: _nothing}
    sources = {name: readers[name](actor, sight) for name in sources_asked(sight.model)}
    return prefilled(sight.compiled, sources, today=timezone.localdate(at))


def _nothing(actor: Actor, sight: Sight) -> Mapping[str, Any]:
    return {}


def _profile(actor: Actor, sight: Sight) -> Mapping[str, Any]:
    user = User.objects.get(pk=actor.person_id)
    return {
        "email": user.email,
        "given_name": user.first_name,
        "family_name": user.last_name,
        "name": user.get_full_name(),
        "language": user.language,
    }


def _organisation(actor: Actor, sight: Sight) -> Mapping[str, Any]:
    found = Organisation.objects.get(pk=actor.organisation_id)
    return {"name": found.name, "email": found.email, "phone": found.phone}


def _last_dossier(actor: Actor, sight: Sight) -> Mapping[str, Any]:
    """What the person sees now of the dossier of this form they filed last; nothing that is masked."""
    own = Participation.objects.running().of(actor).filter(role=Role.APPLICANT)
    filed = own.filter(dossier__model_id=sight.dossier.model_id, dossier__submitted_at__isnull=False)
    last = filed.with_dossier().order_by("-dossier__submitted_at", "-pk").first()
    if last is None:
        return {}
    seen = sight_of(last.dossier, last)
    shown = seen.projection.fields if seen.is_open else {}
    return {key: field.value for key, field in shown.items() if not field.hides_something}
