"""Complements given before they were kept as they were sent: told by the dossier's own history."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from dossiers.models import Dossier, Participation
from solicitations.enums import State
from solicitations.models import Complement, Solicitation
from solicitations.receipts import given_in
from solicitations.selectors import request_for
from tests.casting import Cast
from tests.samples import COMPLEMENT
from tests.solicitations.doors import DOORS, PAGE, Door, Scene, hidden_in, scene

pytestmark = pytest.mark.django_db
MIGRATION = import_module("solicitations.migrations.0008_replies_as_they_were_sent")


@pytest.fixture(params=DOORS, ids=lambda door: door.surface)
def before(cast: Cast, request: pytest.FixtureRequest) -> Scene:
    """Saved page by page and closed, as it was when sending only lowered the participation."""
    door: Door = request.param
    stage = scene(cast, door, "complement")
    stage.fill(door.save, pa_observation="Un premier jet.")
    seen = hidden_in(stage.get(door.page, PAGE).text, "_seen")
    stage.fill(door.save, comptes=None, _seen=seen)
    Solicitation.objects.filter(pk=stage.asked.pk).update(
        state=State.ANSWERED, complement_at=timezone.now()
    )  # fmt: skip
    Participation.objects.filter(pk=stage.asked.participation_id).update(cap="read")
    Dossier.objects.filter(pk=stage.asked.dossier_id).update(answered=1)
    return stage


def test_what_its_writer_had_saved_is_what_they_gave(before: Scene) -> None:
    MIGRATION._complements(apps)
    given = Complement.objects.get()
    assert given.answers["pa_observation"] == COMPLEMENT["pa_observation"]
    assert set(given.answers) <= {"pa_comptes_certifies", "pa_fonds_associatifs", "pa_observation", "comptes"}
    assert (given.number, given.version_id) == (1, before.asked.dossier.version_id)
    assert given.given_at == before.now.complement_at


def test_it_can_be_read_and_corrected_from_then_on(before: Scene) -> None:
    MIGRATION._complements(apps)
    request = request_for(before.cast.actor(before.door.role), before.asked.uid)
    assert request.may_correct
    assert given_in(request.reply) == []  # its line in the history says nothing of a number
    assert before.get("receipt").status_code == 200


def test_what_was_declined_stays_closed(before: Scene) -> None:
    Solicitation.objects.filter(pk=before.asked.pk).update(state=State.DECLINED)
    MIGRATION._complements(apps)
    assert Participation.objects.get(pk=before.asked.participation_id).cap == "read"
