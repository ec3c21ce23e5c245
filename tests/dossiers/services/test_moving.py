"""Moving a dossier: the model's own moves, by who may make them, when what they need is there."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossier_models.models import DossierModel
from dossiers.enums import EventKind
from dossiers.models import Dossier, Outbox, ReferenceCounter
from dossiers.once import KeyReused
from dossiers.services import NotAcceptable, change_status, open_dossier
from dossiers.services.moving import NobodyAsked, NoSuchMove
from dossiers.sights import NotYours, Sight, as_agent, as_party
from tests.casting import (
    Cast,
    completed_draft,
    decided_dossier,
    dossier_in_hand,
    dossier_under_consultation,
    filed_dossier,
    moved,
    opened_dossier,
    published_model,
    request_of,
    save,
    uploaded,
)
from tests.samples import ANSWERS, DOCUMENT, FILES


def move(
    cast: Cast, role: str, sight: Sight, to: str, *, key: UUID | None = None, at: dt.datetime | None = None
) -> Dossier:
    return change_status(
        actor=cast.actor(role), sight=sight, to=to, key=key or uuid4(), at=at or timezone.now()
    )


def codes(refused: Any) -> list[tuple[str, str]]:
    return [(str(each.path[0]) if each.path else "", each.code) for each in refused.value.problems]


class TestFiling:
    def test_it_gives_a_reference_a_time_and_a_receipt(self, cast: Cast) -> None:
        sight, at = completed_draft(cast), timezone.now()
        dossier = move(cast, "citizen", sight, "depose", at=at)
        assert dossier.reference == f"SUB-{timezone.localtime(at).year}-00001"
        assert (dossier.status, dossier.status_since, dossier.submitted_at) == ("depose", at, at)
        assert dossier.due_at == at + dt.timedelta(days=7)
        assert dossier.in_desk
        assert Outbox.objects.get().kind == "receipt"
        last = dossier.events.order_by("number").last()
        assert (last.kind, last.params) == (EventKind.MOVED, {"was": "brouillon", "to": "depose"})

    def test_references_are_counted_by_pattern_and_year(self, cast: Cast) -> None:
        new_year = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)  # already the first of January in Paris
        assert filed_dossier(cast).reference == f"SUB-{timezone.localdate().year}-00001"
        assert filed_dossier(cast, "other_citizen").reference == f"SUB-{timezone.localdate().year}-00002"
        sight = completed_draft(cast)
        assert move(cast, "citizen", sight, "depose", at=new_year).reference == "SUB-2027-00001"
        assert ReferenceCounter.objects.count() == 2

    def test_models_whose_references_look_alike_count_together(self, cast: Cast) -> None:
        for title, pattern in (("Avenant", "SUB-{yyyy}-{seq:04d}"), ("Autre", "A{seq}")):
            document = {**DOCUMENT, "title": title, "x-reference": pattern}
            published_model(cast.actor("admin"), document)
        year = timezone.localdate().year
        assert filed_dossier(cast).reference == f"SUB-{year}-00001"
        references = []
        for title in ("Avenant", "Autre"):
            made = open_dossier(
                actor=cast.actor("citizen"),
                model=DossierModel.objects.select_related("version").get(title=title),
                key=uuid4(),
                at=timezone.now(),
            )
            citizen, sight = cast.actor("citizen"), as_party(cast.actor("citizen"), made.uid)
            files = {field: [str(uploaded(citizen, sight, field).pk)] for field in FILES}
            save(citizen, sight, **{**ANSWERS, **files})
            references.append(move(cast, "citizen", as_party(citizen, made.uid), "depose").reference)
        assert references == [f"SUB-{year}-0002", "A1"]

    def test_the_receipt_is_owed_once_in_a_dossiers_life(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        reference = sight.dossier.reference
        move(cast, "agent", sight, "a_completer")
        again = move(cast, "citizen", as_party(cast.actor("citizen"), sight.dossier.uid), "instruction")
        assert again.reference == reference
        assert Outbox.objects.filter(kind="receipt").count() == 1

    def test_the_button_pressed_often_files_once(self, cast: Cast) -> None:
        sight, key = completed_draft(cast), uuid4()
        for _press in range(4):
            move(cast, "citizen", sight, "depose", key=key)
        assert Outbox.objects.count() == 1
        assert list(sight.dossier.events.values_list("kind", flat=True)).count(EventKind.MOVED) == 1

    def test_a_key_of_another_deed_is_refused(self, cast: Cast) -> None:
        sight, key = completed_draft(cast), uuid4()
        move(cast, "citizen", sight, "depose", key=key)
        with pytest.raises(KeyReused):
            move(cast, "citizen", sight, "instruction", key=key)

    def test_everything_that_is_missing_is_named_once(self, cast: Cast) -> None:
        with pytest.raises(NotAcceptable) as refused:
            move(cast, "citizen", opened_dossier(cast), "depose")
        found = codes(refused)
        assert {"asso_nom", "iban", "statuts", "rib", "budget_postes", "engagement_republicain"} <= dict(
            found
        ).keys()
        assert len(found) == len(set(found))
        assert "decision_motif" not in dict(found)

    def test_an_unbalanced_budget_is_refused_at_the_budget(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        rows = [{**row, "montant": "8000"} if row["libelle"] == "Buvette et dons" else row
                for row in sight.dossier.answers["budget_postes"]]  # fmt: skip
        with pytest.raises(NotAcceptable) as saved:
            save(cast.actor("citizen"), sight, budget_postes=rows)
        assert codes(saved) == [("budget_postes", "check_failed")]
        assert saved.value.problems[0].params["check"] == "budget_equilibre"

    @pytest.mark.parametrize(("guests", "needed"), [(299, False), (300, True)])
    def test_the_plan_is_needed_from_300_people_on(self, cast: Cast, guests: int, needed: bool) -> None:
        with_plan = completed_draft(cast, projet_jauge=guests)
        citizen = cast.actor("citizen")
        if not needed:
            save(citizen, with_plan, plan_securite=[])
            assert (
                move(cast, "citizen", as_party(citizen, with_plan.dossier.uid), "depose").status == "depose"
            )
            return
        with pytest.raises(NotAcceptable) as refused:
            save(citizen, with_plan, plan_securite=[])
        assert codes(refused) == [("plan_securite", "required")]


class TestByWhom:
    def test_an_agent_files_for_nobody(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        with pytest.raises(Forbidden):
            move(cast, "agent", sight, "depose")

    def test_a_citizen_makes_no_move_of_an_agents(self, cast: Cast) -> None:
        sight = as_party(cast.actor("citizen"), filed_dossier(cast).uid)
        with pytest.raises(NoSuchMove) as refused:
            move(cast, "citizen", sight, "instruction")
        assert refused.value.http_status == 409

    def test_an_agent_makes_no_move_of_a_citizens(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        move(cast, "agent", sight, "a_completer")
        with pytest.raises(NoSuchMove):
            move(cast, "agent", as_agent(cast.actor("agent"), sight.dossier.uid), "instruction")

    def test_a_partner_makes_none(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        with pytest.raises(Forbidden):
            move(cast, "partner", request_of(cast, "partner", stage.partner).sight, "commission")

    @pytest.mark.parametrize(
        "role", ["other_citizen", "admin", "internal_partner", "agent_elsewhere", "nobody"]
    )
    def test_nobody_else_does(self, cast: Cast, role: str) -> None:
        sight = dossier_in_hand(cast)
        with pytest.raises(Forbidden):
            move(cast, role, sight, "a_completer")

    def test_somebody_moved_it_before(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        move(cast, "agent", sight, "a_completer")
        with pytest.raises(NoSuchMove):
            move(cast, "agent", sight, "complement_en_cours")

    @pytest.mark.parametrize("to", ["nowhere", "brouillon", "accorde", ""])
    def test_there_is_no_such_move(self, cast: Cast, to: str) -> None:
        with pytest.raises(NoSuchMove):
            move(cast, "agent", dossier_in_hand(cast), to)


class TestNeeds:
    def test_a_consultation_needs_somebody_asked(self, cast: Cast) -> None:
        with pytest.raises(NobodyAsked):
            move(cast, "agent", dossier_in_hand(cast), "avis_en_cours")

    def test_a_decision_needs_its_reasons(self, cast: Cast) -> None:
        agent, uid = cast.actor("agent"), dossier_under_consultation(cast).dossier.uid
        save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
        moved(agent, as_agent(agent, uid), "commission")
        with pytest.raises(NotAcceptable) as refused:
            move(cast, "agent", as_agent(agent, uid), "accorde")
        assert codes(refused) == [("decision_motif", "required")]

    def test_an_amount_that_a_condition_took_away_is_missing(self, cast: Cast) -> None:
        agent, uid = cast.actor("agent"), dossier_under_consultation(cast).dossier.uid
        save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
        save(agent, as_agent(agent, uid), page="instruction", instruction_eligible="non")
        save(agent, as_agent(agent, uid), page="suite", decision_motif="Oui quand même.")
        moved(agent, as_agent(agent, uid), "commission")
        with pytest.raises(NotAcceptable) as refused:
            move(cast, "agent", as_agent(agent, uid), "accorde")
        assert codes(refused) == [("montant_propose", "required")]

    @pytest.mark.parametrize("outcome", ["accorde", "refuse"])
    def test_a_decision_is_told(self, cast: Cast, outcome: str) -> None:
        dossier = decided_dossier(cast, outcome)
        owed = Outbox.objects.get(kind="decision")
        assert (owed.dossier_id, owed.refs) == (dossier.pk, {"status": outcome})


class TestWhatTheStatusHides:
    def test_partners_lose_sight_at_once(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        agent = cast.actor("agent")
        assert request_of(cast, "partner", stage.partner).sight.projection.fields
        moved(agent, as_agent(agent, stage.dossier.uid), "a_completer")
        with pytest.raises(NotYours):
            request_of(cast, "partner", stage.partner)

    def test_and_see_it_again_when_it_comes_back(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, stage.dossier.uid), "commission")
        request = request_of(cast, "partner", stage.partner)
        assert not request.may_act
        assert not request.sight.compiled.may_edit

    def test_the_citizen_reads_the_reasons_only_after_the_decision(self, cast: Cast) -> None:
        citizen, agent = cast.actor("citizen"), cast.actor("agent")
        uid = dossier_under_consultation(cast).dossier.uid
        save(agent, as_agent(agent, uid), page="suite", decision_motif="Projet conforme.")
        assert "decision_motif" not in as_party(citizen, uid).projection.fields
        save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
        moved(agent, as_agent(agent, uid), "commission")
        moved(agent, as_agent(agent, uid), "accorde")
        shown = as_party(citizen, uid).projection.fields
        assert shown["decision_motif"].value == "Projet conforme."
        assert not {"montant_propose", "instruction_note", "instruction_eligible"} & shown.keys()

    def test_a_dossier_stays_under_the_version_it_was_filed_under(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        published_model(cast.actor("admin"))
        assert Dossier.objects.get(pk=dossier.pk).version_id == cast.model.version_id
