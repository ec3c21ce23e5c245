from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossier_models.models import DossierModel
from dossiers.enums import EventKind, Role
from dossiers.models import Dossier, Participation
from dossiers.once import KeyReused
from dossiers.services import open_dossier
from dossiers.services.opening import NotOpen
from tests.casting import Cast, published_model


def test_it_is_at_its_first_status_and_its_applicants(cast: Cast) -> None:
    at = timezone.now()
    dossier = open_dossier(actor=cast.actor("citizen"), model=cast.model, key=uuid4(), at=at)
    assert (dossier.status, dossier.in_desk, dossier.reference) == ("brouillon", False, None)
    assert dossier.version_id == cast.model.version_id
    participation = Participation.objects.get()
    assert (participation.user_id, participation.role, participation.view) == (
        cast.citizen.pk,
        Role.APPLICANT,
        "internet",
    )
    assert [event.kind for event in dossier.events.all()] == [EventKind.OPENED]


def test_the_same_press_opens_one(cast: Cast) -> None:
    key, at = uuid4(), timezone.now()
    opened = [
        open_dossier(actor=cast.actor("citizen"), model=cast.model, key=key, at=at) for _press in range(3)
    ]
    assert len({dossier.pk for dossier in opened}) == Dossier.objects.count() == 1


def test_the_same_key_of_two_people_opens_two(cast: Cast) -> None:
    key, at = uuid4(), timezone.now()
    for role in ("citizen", "other_citizen"):
        open_dossier(actor=cast.actor(role), model=cast.model, key=key, at=at)
    assert Dossier.objects.count() == 2


def test_the_same_key_for_another_model_is_refused(cast: Cast) -> None:
    key, at = uuid4(), timezone.now()
    other = published_model(cast.actor("admin"))
    open_dossier(actor=cast.actor("citizen"), model=cast.model, key=key, at=at)
    with pytest.raises(KeyReused):
        open_dossier(actor=cast.actor("citizen"), model=other, key=key, at=at)


def test_nobody_opens_none(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        open_dossier(actor=cast.actor("nobody"), model=cast.model, key=uuid4(), at=timezone.now())


def test_a_closed_model_takes_none(cast: Cast) -> None:
    cast.model.is_open = False
    with pytest.raises(NotOpen):
        open_dossier(actor=cast.actor("citizen"), model=cast.model, key=uuid4(), at=timezone.now())


def test_a_model_that_was_never_published_takes_none(cast: Cast) -> None:
    drawn = DossierModel.objects.create(organisation=cast.organisation, key="x", title="X")
    with pytest.raises(NotOpen):
        open_dossier(actor=cast.actor("citizen"), model=drawn, key=uuid4(), at=timezone.now())


def test_a_model_of_another_organisation_takes_none_here(cast: Cast) -> None:
    actor = cast.actor("citizen", cast.other_organisation)
    with pytest.raises(NotOpen):
        open_dossier(actor=actor, model=cast.model, key=uuid4(), at=timezone.now())
