"""What was asked before the queue told of replies is filled in as if it had been told from the start."""

from importlib import import_module
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from dossiers.models import Dossier
from solicitations.models import Solicitation
from solicitations.services import ask_question, decline
from tests.casting import Cast, dossier_under_consultation, filed_dossier, overdue, request_of
from tests.solicitations.services.test_following import asked_one, opinion_on

MARKS = ("late_at", "all_in", "half_in", "declined", "questioned")
UNTOLD = {"late_at": None} | dict.fromkeys(MARKS[1:], False)


def told() -> dict[str, list[object]]:
    marks = [list(each) for each in Dossier.objects.order_by("pk").values_list(*MARKS)]
    return {
        "marks": marks,
        "replied": [*Solicitation.objects.order_by("pk").values_list("replied_at", flat=True)],
    }


def test_the_migration_tells_what_the_deeds_would_have_told(cast: Cast) -> None:
    filed_dossier(cast)
    stage, other = dossier_under_consultation(cast), dossier_under_consultation(cast)
    opinion_on(cast, "internal_partner", asked_one(cast, stage.dossier, "both"))
    opinion_on(cast, "internal_partner", other.internal)
    overdue(stage.internal)
    asked = request_of(cast, "partner", stage.partner)
    ask_question(actor=cast.actor("partner"), request=asked, text="?", key=uuid4(), at=timezone.now())
    asked = request_of(cast, "partner", other.partner)
    decline(actor=cast.actor("partner"), request=asked, reason="Non.", key=uuid4(), at=timezone.now())
    before = told()
    Dossier.objects.update(**UNTOLD)
    Solicitation.objects.update(replied_at=None)
    migration = import_module("solicitations.migrations.0006_replies_beside_the_dossier")
    migration.fill_in(apps, None)
    assert told() == before
    assert before["marks"][0] == [None, False, False, False, False]
