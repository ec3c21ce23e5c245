"""A colleague at the desk: what they are asked, what they see of the dossier, and their reply."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config.demo.papers import pdf
from dossiers.models import Document, Dossier
from dossiers.sights import as_agent
from solicitations.models import Opinion, Solicitation
from solicitations.services import Ask, ask
from tests.casting import Cast, Consultation
from tests.crm.conftest import key_in, opinion_of, sent, text_of, url
from tests.samples import COMPLEMENT


@pytest.fixture
def complement(cast: Cast, consultation: Consultation) -> Solicitation:
    """Paul is asked for a complement too."""
    actor, paul = cast.actor("agent"), cast.internal_partner
    wanted = Ask("complement", "comptable", timezone.localdate(), str(paul), paul.email, paul.pk)
    sight = as_agent(actor, consultation.dossier.uid)
    return ask(actor=actor, sight=sight, asks=[wanted], move_to=None, key=uuid4(), at=timezone.now())[0]


class TestList:
    def test_it_shows_what_waits(self, colleague: Client, consultation: Consultation) -> None:
        page = text_of(colleague.get(url("requests")))
        assert consultation.dossier.reference in page
        assert "Avis financier" in page
        assert "To answer" in page

    def test_it_says_so_when_nothing_waits(self, colleague: Client) -> None:
        assert "Nothing is waiting for your reply" in text_of(colleague.get(url("requests")))

    def test_it_asks_the_same_whatever_the_number(
        self, colleague: Client, consultation: Consultation, complement: Solicitation,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:  # fmt: skip
        colleague.get(url("requests"))
        with django_assert_num_queries(10):
            colleague.get(url("requests"))

    def test_a_status_that_hides_the_dossier_takes_it_away_at_once(
        self, agent: Client, colleague: Client, consultation: Consultation
    ) -> None:
        address = url("request", consultation.internal.uid)
        assert colleague.get(address).status_code == 200
        agent.post(url("move", consultation.dossier.uid), {"to": "a_completer"})
        assert consultation.dossier.reference not in text_of(colleague.get(url("requests")))
        assert colleague.get(address).status_code == 404


class TestWhatIsSeen:
    def test_the_scope_lets_see_this_and_nothing_else(
        self, colleague: Client, consultation: Consultation
    ) -> None:
        page = text_of(colleague.get(url("request", consultation.internal.uid)))
        for shown in ("Association Les Tréteaux", "18,500.00", "Équilibre du budget."):
            assert shown in page
        for hidden in ("FR76", "maelle.legoff", "Maëlle", "1,200", "Statuts"):
            assert hidden not in page

    def test_files_are_those_the_projection_shows(
        self, colleague: Client, consultation: Consultation
    ) -> None:
        uid = consultation.dossier.uid
        for field in ("statuts", "rib"):
            file = Document.objects.get(dossier=consultation.dossier, field=field)
            assert colleague.get(url("request_document", uid, file.pk)).status_code == 404
            assert colleague.get(url("document", uid, file.pk)).status_code == 404

    @pytest.mark.parametrize("which", ["partner", "unbound", "withdrawn"])
    def test_requests_of_others_are_not_there(
        self, colleague: Client, consultation: Consultation, which: str
    ) -> None:
        assert colleague.get(url("request", getattr(consultation, which).uid)).status_code == 404

    def test_a_request_is_the_asked_persons_alone(self, agent: Client, consultation: Consultation) -> None:
        assert agent.get(url("request", consultation.internal.uid)).status_code == 404


class TestOpinion:
    def give(self, colleague: Client, asked: Solicitation, **values: Any) -> Any:
        page = text_of(colleague.get(url("request", asked.uid)))
        return colleague.post(url("opinion", asked.uid), {"idempotency_key": key_in(page), **values})

    def test_reservations_without_reasons_are_refused(
        self, colleague: Client, consultation: Consultation
    ) -> None:
        response = self.give(colleague, consultation.internal, verdict="favorable_sous_reserve", reasons=" ")
        assert response.status_code == 422
        assert 'href="#id_reasons"' in text_of(response)
        assert not Opinion.objects.exists()

    def test_with_reasons_they_are_recorded(
        self, agent: Client, colleague: Client, consultation: Consultation
    ) -> None:
        values = {"verdict": "favorable_sous_reserve", "reasons": "Limiter à 15 000 €."}
        response = self.give(colleague, consultation.internal, **values)
        assert response.status_code == 302
        page = text_of(colleague.get(url("request", consultation.internal.uid)))
        assert "Your opinion was recorded at" in page
        assert "Limiter à 15 000 €." in page
        assert "Send my opinion" not in page
        assert "Replace my opinion" in page
        assert Solicitation.objects.get(pk=consultation.internal.pk).state == "answered"
        assert "1 of 3 replies in" in text_of(agent.get(url("partners", consultation.dossier.uid)))

    def test_a_double_press_records_one(self, colleague: Client, consultation: Consultation) -> None:
        values = {"verdict": "favorable", "reasons": "", "idempotency_key": str(uuid4())}
        address = url("opinion", consultation.internal.uid)
        assert [colleague.post(address, values).status_code for _ in range(2)] == [302, 302]
        assert Opinion.objects.count() == 1

    def test_a_second_opinion_is_refused(
        self, cast: Cast, colleague: Client, consultation: Consultation
    ) -> None:
        opinion_of(cast, "internal_partner", consultation.internal, "favorable")
        response = colleague.post(url("opinion", consultation.internal.uid), {"verdict": "favorable"})
        assert response.status_code == 409
        assert Opinion.objects.count() == 1

    def test_it_can_be_replaced_and_both_are_shown(
        self, agent: Client, colleague: Client, consultation: Consultation
    ) -> None:
        self.give(colleague, consultation.internal, verdict="favorable", reasons="Un premier mot.")
        page = text_of(colleague.get(url("request", consultation.internal.uid)))
        assert "Replace my opinion" in page
        again = sent(page, verdict="defavorable", reasons="Un second mot.")
        assert colleague.post(url("opinion", consultation.internal.uid), again).status_code == 302
        for client, address in (
            (colleague, url("request", consultation.internal.uid)),
            (agent, url("partners", consultation.dossier.uid)),
        ):
            shown = text_of(client.get(address))
            assert shown.index("Un second mot.") < shown.index("replaced on") < shown.index("Un premier mot.")
        assert "1 of 3 replies in" in text_of(agent.get(url("partners", consultation.dossier.uid)))
        history = text_of(agent.get(url("history", consultation.dossier.uid)))
        assert "replaced the opinion given before" in history

    def test_its_file_can_be_read_by_its_author_and_at_the_desk(
        self, agent: Client, colleague: Client, consultation: Consultation
    ) -> None:
        file = SimpleUploadedFile("note.pdf", pdf("Note"), "application/pdf")
        assert (
            self.give(colleague, consultation.internal, verdict="favorable", opinion_file=file).status_code
            == 302
        )
        (stored,) = Opinion.objects.get().papers
        own = colleague.get(url("reply_file", consultation.internal.uid, stored.pk))
        assert b"".join(own.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        theirs = agent.get(url("opinion_file", consultation.dossier.uid, stored.pk))
        assert b"".join(theirs.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        assert "note.pdf" in text_of(agent.get(url("documents", consultation.dossier.uid)))

    def test_a_file_need_not_be_sent_twice(self, colleague: Client, consultation: Consultation) -> None:
        file = SimpleUploadedFile("note.pdf", pdf("Note"), "application/pdf")
        refused = self.give(colleague, consultation.internal, verdict="defavorable", opinion_file=file)
        assert refused.status_code == 422
        assert "note.pdf" in text_of(refused)
        kept = str(Document.objects.get(purpose="opinion").pk)
        values = sent(text_of(refused), verdict="defavorable", reasons="Trop cher.", opinion_document=kept)
        assert colleague.post(url("opinion", consultation.internal.uid), values).status_code == 302
        assert len(Opinion.objects.get().papers) == 1

    def test_without_an_opinion_there_is_no_file(self, colleague: Client, consultation: Consultation) -> None:
        assert colleague.get(url("reply_file", consultation.internal.uid, uuid4())).status_code == 404

    @pytest.mark.parametrize("verdict", ["", "nowhere", "\x00", "x" * 5000])
    def test_no_other_verdict_is_taken(
        self, colleague: Client, consultation: Consultation, verdict: str
    ) -> None:
        response = colleague.post(url("opinion", consultation.internal.uid), {"verdict": verdict})
        assert response.status_code == 422


class TestComplement:
    def test_it_is_filled_in_and_sent(self, colleague: Client, complement: Solicitation) -> None:
        address = url("complement", complement.uid, "apport")
        assert address in text_of(colleague.get(url("request", complement.uid)))
        page = text_of(colleague.get(address))
        file = SimpleUploadedFile("comptes.pdf", pdf("Comptes"), "application/pdf")
        values = sent(page, **COMPLEMENT, comptes=file, _send="1")
        response = colleague.post(address, values, follow=True)
        assert "Your complement was recorded at" in text_of(response)
        assert Solicitation.objects.get(pk=complement.pk).state == "answered"
        answers = Dossier.objects.get(pk=complement.dossier_id).answers
        assert answers["pa_fonds_associatifs"] == "11870.00"

    def test_half_of_it_is_kept_for_later(self, colleague: Client, complement: Solicitation) -> None:
        address = url("complement", complement.uid, "apport")
        values = sent(text_of(colleague.get(address)), pa_observation="Presque.", _save="1")
        assert "Nothing is sent yet" in text_of(colleague.post(address, values, follow=True))
        assert "Presque." in text_of(colleague.get(address))
        assert Solicitation.objects.get(pk=complement.pk).state == "attached"

    def test_what_is_missing_is_said(self, colleague: Client, complement: Solicitation) -> None:
        address = url("complement", complement.uid, "apport")
        response = colleague.post(address, sent(text_of(colleague.get(address)), _send="1"))
        assert response.status_code == 422
        assert "Résultat du dernier exercice" in text_of(response)
        assert 'href="#f-pa_comptes_certifies"' in text_of(response)

    def test_a_field_that_is_only_read_is_refused_whole(
        self, colleague: Client, complement: Solicitation
    ) -> None:
        address = url("complement", complement.uid, "apport")
        values = sent(text_of(colleague.get(address)), **COMPLEMENT, projet_titre="Autre", _send="1")
        assert colleague.post(address, values).status_code == 422
        assert Dossier.objects.get(pk=complement.dossier_id).answers["projet_titre"].startswith("Festival")

    def test_who_was_asked_for_an_opinion_fills_nothing_in(
        self, colleague: Client, consultation: Consultation
    ) -> None:
        for name in ("complement", "request_fields"):
            assert colleague.post(url(name, consultation.internal.uid, "apport")).status_code == 404

    def test_pages_that_are_only_read_are_not_forms(
        self, colleague: Client, complement: Solicitation
    ) -> None:
        assert colleague.get(url("complement", complement.uid, "association")).status_code == 404
