"""Giving an opinion touches nothing of the dossier; a complement adds what was asked and nothing else."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Dossier, Outbox
from dossiers.services import NotAcceptable, NotEditable, Submission, Upload
from dossiers.sights import NotYours, as_agent, as_party
from solicitations.enums import State
from solicitations.models import Opinion, Solicitation
from solicitations.request import Request
from solicitations.services import Ask, Verdict, ask, give_complement, give_opinion, withdraw
from solicitations.services.replying import Closed, Overtaken
from tests.casting import (
    Cast,
    Consultation,
    asks,
    attached,
    dossier_in_hand,
    dossier_under_consultation,
    moved,
    request_of,
    sealed_key,
    uploaded,
)
from tests.samples import ANSWERS, COMPLEMENT, FILES


def opine(
    cast: Cast, role: str, request: Request, verdict: str = "favorable", reasons: str = "", *,
    upload: Upload | None = None, key: UUID | None = None, replaces: int = 0,
) -> Opinion:  # fmt: skip
    return give_opinion(
        actor=cast.actor(role),
        request=request,
        verdict=Verdict(verdict, reasons, (upload,) if upload else (), replaces=replaces),
        key=key or uuid4(),
        at=timezone.now(),
    )


def asked_for(cast: Cast, kind: str) -> Solicitation:
    """The accountant asked in this kind, and the key used."""
    sight = dossier_in_hand(cast)
    opinion, *_others, complement = asks(cast)
    one = Ask(kind, "comptable", complement.due_on, "Haddad", cast.partner_withdrawn.email)
    actor = cast.actor("agent")
    _first, made = ask(
        actor=actor, sight=sight, asks=[opinion, one], move_to="avis_en_cours", key=uuid4(), at=timezone.now()
    )
    return attached(cast, "partner_withdrawn", sealed_key(made))


def fill(cast: Cast, solicitation: Solicitation, *, key: UUID | None = None, **values: Any) -> None:
    actor, request = cast.actor("partner_withdrawn"), request_of(cast, "partner_withdrawn", solicitation)
    files = {"comptes": [str(uploaded(actor, request.sight, "comptes", FILES["statuts"]).pk)]}
    give_complement(
        actor=actor,
        request=request,
        submission=Submission({**COMPLEMENT, **files, **values}, None, None),
        key=key or uuid4(),
        at=timezone.now(),
    )


class TestOpinion:
    def test_it_is_recorded_and_the_dossier_is_not_touched(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        opinion = opine(cast, "partner", request_of(cast, "partner", stage.partner))
        assert (opinion.verdict, opinion.given_by_id) == ("favorable", cast.partner.pk)
        dossier = Dossier.objects.get(pk=stage.dossier.pk)
        assert (dossier.answers, dossier.revision) == (stage.dossier.answers, stage.dossier.revision)
        assert (dossier.asked, dossier.answered) == (3, 1)
        assert Solicitation.objects.get(pk=stage.partner.pk).state == State.ANSWERED
        assert dossier.events.order_by("number").last().kind == EventKind.OPINION_GIVEN

    def test_the_agent_and_the_partner_are_told(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        opine(cast, "partner", request_of(cast, "partner", stage.partner))
        told = Outbox.objects.filter(refs__solicitation=stage.partner.pk).exclude(kind="key")
        assert sorted(told.values_list("kind", flat=True)) == ["reply", "reply_receipt"]

    @pytest.mark.parametrize("verdict", ["favorable_sous_reserve", "defavorable"])
    @pytest.mark.parametrize("reasons", ["", "  \n"])
    def test_some_verdicts_need_reasons(self, cast: Cast, verdict: str, reasons: str) -> None:
        stage = dossier_under_consultation(cast)
        request = request_of(cast, "internal_partner", stage.internal)
        with pytest.raises(NotAcceptable) as refused:
            opine(cast, "internal_partner", request, verdict, reasons)
        assert [(each.path, each.code) for each in refused.value.problems] == [(("reasons",), "required")]
        assert not Opinion.objects.exists()
        assert opine(cast, "internal_partner", request, verdict, "Limiter à 15 000 €.")

    @pytest.mark.parametrize("verdict", ["", "perhaps", "Favorable"])
    def test_a_verdict_is_one_of_the_scopes(self, cast: Cast, verdict: str) -> None:
        stage = dossier_under_consultation(cast)
        with pytest.raises(NotAcceptable) as refused:
            opine(cast, "partner", request_of(cast, "partner", stage.partner), verdict)
        assert [each.path for each in refused.value.problems] == [("verdict",)]

    def test_its_file_belongs_to_the_opinion(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        name, content = FILES["statuts"]
        upload = Upload(name, len(content), ContentFile(content))
        opine(cast, "partner", request_of(cast, "partner", stage.partner), upload=upload)
        document = Document.objects.get(purpose=Purpose.OPINION)
        assert Opinion.objects.get().papers == [document]
        citizen = as_party(cast.actor("citizen"), stage.dossier.uid)
        assert str(document.pk) not in citizen.projection.files

    def test_a_wrong_file_is_refused_with_the_opinion(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        upload = Upload("avis.pdf", 9, ContentFile(b"<script>x"))
        with pytest.raises(NotAcceptable) as refused:
            opine(cast, "partner", request_of(cast, "partner", stage.partner), upload=upload)
        assert [(each.path, each.code) for each in refused.value.problems] == [
            (("opinion_file",), "file_lies")
        ]
        assert not Opinion.objects.exists()

    def test_pressed_twice_it_is_given_once(self, cast: Cast) -> None:
        stage, key = dossier_under_consultation(cast), uuid4()
        request = request_of(cast, "partner", stage.partner)
        assert opine(cast, "partner", request, key=key) == opine(cast, "partner", request, key=key)
        assert Outbox.objects.filter(kind="reply").count() == 1

    def test_the_door_closes_behind_it(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        opine(cast, "partner", request_of(cast, "partner", stage.partner))
        with pytest.raises(Closed) as refused:
            opine(cast, "partner", request_of(cast, "partner", stage.partner), "defavorable", "Non.")
        assert refused.value.http_status == 409
        assert Opinion.objects.get().verdict == "favorable"

    def test_not_while_the_status_only_lets_them_read(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        moved(cast.actor("agent"), as_agent(cast.actor("agent"), stage.dossier.uid), "commission")
        with pytest.raises(Closed):
            opine(cast, "partner", request_of(cast, "partner", stage.partner))

    def test_not_after_it_was_taken_back_while_the_page_was_open(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        request, agent = request_of(cast, "partner", stage.partner), cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        with pytest.raises((NotYours, Forbidden, Closed)):
            opine(cast, "partner", request)
        assert not Opinion.objects.exists()

    @pytest.mark.parametrize(
        "role",
        ["partner_unbound", "partner_withdrawn", "internal_partner", "agent", "admin", "citizen", "nobody"],
    )
    def test_nobody_else_gives_it(self, cast: Cast, role: str) -> None:
        stage = dossier_under_consultation(cast)
        request = request_of(cast, "partner", stage.partner)
        with pytest.raises(Forbidden):
            opine(cast, role, request)

    def test_an_opinion_partner_fills_no_complement(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        with pytest.raises(Closed):
            give_complement(
                actor=cast.actor("partner"),
                request=request_of(cast, "partner", stage.partner),
                submission=Submission(COMPLEMENT),
                key=uuid4(),
                at=timezone.now(),
            )


class TestComplement:
    def test_it_adds_answers_and_files(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "complement")
        fill(cast, solicitation)
        solicitation.refresh_from_db()
        assert solicitation.state == State.ANSWERED
        dossier = Dossier.objects.get(pk=solicitation.dossier_id)
        assert dossier.answers["pa_comptes_certifies"] == "3120.45"
        assert dossier.answers["projet_titre"] == ANSWERS["projet_titre"]
        shown = as_agent(cast.actor("agent"), dossier.uid).projection.fields
        assert {"pa_comptes_certifies", "pa_fonds_associatifs", "pa_observation", "comptes"} <= shown.keys()

    def test_neither_the_citizen_nor_other_partners_see_it(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "complement")
        fill(cast, solicitation)
        theirs = {"pa_comptes_certifies", "pa_fonds_associatifs", "pa_observation", "comptes"}
        citizen = as_party(cast.actor("citizen"), solicitation.dossier.uid)
        internal = Solicitation.objects.get(internal=True)
        other = request_of(cast, "internal_partner", internal).sight
        for sight in (citizen, other):
            assert not theirs & sight.projection.fields.keys()
            assert not sight.projection.files.keys() & set(sight.dossier.answers["comptes"])

    def test_what_is_missing_is_named(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "complement")
        with pytest.raises(NotAcceptable) as refused:
            fill(cast, solicitation, pa_fonds_associatifs="", comptes=[])
        assert {str(each.path[0]) for each in refused.value.problems} == {"pa_fonds_associatifs", "comptes"}
        assert Solicitation.objects.get(pk=solicitation.pk).state == State.ATTACHED

    @pytest.mark.parametrize("field", ["projet_titre", "montant_demande", "iban", "instruction_note"])
    def test_it_changes_nothing_else(self, cast: Cast, field: str) -> None:
        solicitation = asked_for(cast, "complement")
        with pytest.raises(NotEditable):
            fill(cast, solicitation, **{field: "x"})
        dossier = Dossier.objects.get(pk=solicitation.dossier_id)
        assert "pa_comptes_certifies" not in dossier.answers
        assert dossier.answers.get(field) != "x"
        assert dossier.events.order_by("number").last().kind == EventKind.REFUSED

    def test_pressed_twice_it_is_given_once(self, cast: Cast) -> None:
        solicitation, key = asked_for(cast, "complement"), uuid4()
        request, actor = request_of(cast, "partner_withdrawn", solicitation), cast.actor("partner_withdrawn")
        files = [str(uploaded(actor, request.sight, "comptes", FILES["statuts"]).pk)]
        for _press in range(2):
            give_complement(
                actor=actor, request=request, submission=Submission({**COMPLEMENT, "comptes": files}),
                key=key, at=timezone.now(),
            )  # fmt: skip
        assert Outbox.objects.filter(kind="reply").count() == 1
        assert Dossier.objects.get().answered == 1
        assert not Dossier.objects.get().events.filter(kind=EventKind.REFUSED).exists()

    def test_afterwards_it_can_only_be_corrected(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "complement")
        fill(cast, solicitation)
        request = request_of(cast, "partner_withdrawn", solicitation)
        assert (request.may_complete, request.may_correct, request.newly_open) == (False, True, [])
        with pytest.raises(Overtaken):
            fill(cast, solicitation, pa_observation="Deux fois.")


class TestBoth:
    def test_it_is_partly_answered_until_both_are_in(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "both")
        opine(cast, "partner_withdrawn", request_of(cast, "partner_withdrawn", solicitation))
        solicitation.refresh_from_db()
        assert solicitation.state == State.PARTLY
        assert Dossier.objects.get(pk=solicitation.dossier_id).answered == 0
        fill(cast, solicitation)
        solicitation.refresh_from_db()
        assert solicitation.state == State.ANSWERED
        assert Dossier.objects.get(pk=solicitation.dossier_id).answered == 1
        assert Outbox.objects.filter(kind="reply").count() == 2

    def test_in_the_other_order_too(self, cast: Cast) -> None:
        solicitation = asked_for(cast, "both")
        fill(cast, solicitation)
        opine(cast, "partner_withdrawn", request_of(cast, "partner_withdrawn", solicitation))
        assert Solicitation.objects.get(pk=solicitation.pk).state == State.ANSWERED


def test_what_each_partner_sees_is_what_the_case_says(cast: Cast) -> None:
    stage: Consultation = dossier_under_consultation(cast)
    seen = request_of(cast, "partner", stage.partner).sight.projection
    words = "asso_nom asso_siret projet_titre projet_description projet_jauge date_debut date_fin statuts"
    assert list(seen.fields) == words.split()
    assert not seen.editable
    assert seen.files.keys() == set(stage.dossier.answers["statuts"])
