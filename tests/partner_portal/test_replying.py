"""The opinion and the complement, from the page to the receipt."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Dossier, Draft, Event
from dossiers.sights import as_agent, as_party
from solicitations.enums import State
from solicitations.models import Opinion, OpinionFile, Solicitation
from solicitations.services import withdraw
from tests.casting import Cast, Consultation, dossier_under_consultation, moved
from tests.partner_portal.asking import PDF, also_asked, asked
from tests.samples import COMPLEMENT


def url(name: str, solicitation: Solicitation, *more: str) -> str:
    return reverse(f"partner_portal:{name}", args=[solicitation.uid, *more])


def pdf(name: str = "avis.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def answers_of(solicitation: Solicitation) -> dict[str, Any]:
    answers: dict[str, Any] = Dossier.objects.get(pk=solicitation.dossier_id).answers
    return answers


def state_of(solicitation: Solicitation) -> str:
    return Solicitation.objects.get(pk=solicitation.pk).state


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


class TestTheOpinion:
    @pytest.fixture
    def solicitation(self, consultation: Consultation) -> Solicitation:
        return consultation.partner

    @pytest.fixture
    def client(self, cast: Cast) -> Client:
        return cast.client("partner")

    def given(self, client: Client, solicitation: Solicitation, **values: object) -> Any:
        sent = {"verdict": "favorable", "reasons": "", "idempotency_key": str(uuid4()), **values}
        return client.post(url("opinion", solicitation), sent)

    def test_it_is_recorded_and_ends_on_a_receipt(self, client: Client, solicitation: Solicitation) -> None:
        before = answers_of(solicitation)
        response = self.given(client, solicitation)
        assert response.headers["Location"] == url("receipt", solicitation)
        assert Opinion.objects.get().verdict == "favorable"
        assert state_of(solicitation) == State.ANSWERED
        assert answers_of(solicitation) == before

    def test_the_receipt_says_when_on_what_and_stands_for_what_was_given(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        self.given(client, solicitation, verdict="defavorable", reasons="Une seule issue.")
        text = client.get(url("receipt", solicitation)).text
        event = Event.objects.get(dossier=solicitation.dossier, kind=EventKind.OPINION_GIVEN)
        assert str(solicitation.dossier.reference) in text
        assert "Défavorable" in text
        assert "Une seule issue." in text
        assert len(event.params["digest"]) == 64
        assert event.params["digest"] in text

    def test_reasons_are_asked_for_where_the_verdict_needs_them(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        response = self.given(client, solicitation, verdict="favorable_sous_reserve", reasons="  ")
        assert response.status_code == 422
        assert 'href="#id_reasons"' in response.text
        assert "checked" in response.text
        assert not Opinion.objects.exists()

    @pytest.mark.parametrize("verdict", ["", "inconnu", "\x00", "favorable\n"])
    def test_another_verdict_than_those_listed(
        self, client: Client, solicitation: Solicitation, verdict: str
    ) -> None:
        response = self.given(client, solicitation, verdict=verdict, reasons="Mes raisons restent.")
        assert response.status_code == 422
        assert 'href="#id_verdict_0"' in response.text
        assert "Mes raisons restent." in response.text
        assert not Opinion.objects.exists()

    def test_reasons_too_long_are_not_lost(self, client: Client, solicitation: Solicitation) -> None:
        response = self.given(client, solicitation, reasons="é" * 8001)
        assert response.status_code == 422
        assert "é" * 8001 in response.text

    def test_lines_count_as_their_writer_counts_them(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        assert self.given(client, solicitation, reasons="a\r\n" * 4000).status_code == 302
        assert len(Opinion.objects.get().reasons) <= 8000

    def test_its_file_is_its_own_and_handed_out_to_its_writer_only(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        self.given(client, solicitation, opinion_file=pdf("avis d'Orgeval.pdf"))
        (document,) = Opinion.objects.get().papers
        assert document.purpose == Purpose.OPINION
        response = client.get(url("reply_file", solicitation, document.pk))
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
        other = also_asked(cast, solicitation.dossier.uid, "opinion", "juridique", "other_citizen")
        assert cast.client("other_citizen").get(url("reply_file", other, document.pk)).status_code == 404
        by_number = reverse("partner_portal:document", args=[solicitation.dossier.uid, document.pk])
        assert cast.client("other_citizen").get(by_number).status_code == 404

    def test_a_file_need_not_be_chosen_twice(self, client: Client, solicitation: Solicitation) -> None:
        refused = self.given(client, solicitation, verdict="defavorable", opinion_file=pdf("avis signé.pdf"))
        assert refused.status_code == 422
        assert "avis signé.pdf" in refused.text
        kept = Document.objects.get(purpose=Purpose.OPINION)
        assert f'value="{kept.pk}"' in refused.text
        self.given(
            client, solicitation, verdict="defavorable", reasons="Raisons.", opinion_document=str(kept.pk)
        )
        assert Opinion.objects.get().papers == [kept]

    @pytest.mark.parametrize("whose", ["somebody else's", "the dossier's", "unknown", "nonsense"])
    def test_a_file_that_is_not_ones_own_is_not_joined(
        self, cast: Cast, client: Client, solicitation: Solicitation, whose: str
    ) -> None:
        dossier_file = Document.objects.get(dossier=solicitation.dossier, field="statuts")
        other = also_asked(cast, solicitation.dossier.uid, "opinion", "technique", "other_citizen")
        cast.client("other_citizen").post(url("opinion", other), {"opinion_file": pdf()})
        theirs = Document.objects.get(purpose=Purpose.OPINION)
        sent = {
            "somebody else's": theirs.pk,
            "the dossier's": dossier_file.pk,
            "unknown": uuid4(),
            "nonsense": "x",
        }
        response = self.given(client, solicitation, opinion_document=str(sent[whose]))
        assert response.status_code == (302 if whose == "nonsense" else 422)
        assert not OpinionFile.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("avis.pdf", b""),
            ("avis.exe", b"MZ"),
            ("avis.pdf", b"\x89PNG\r\n\x1a\n"),
            ("avis.pdf", PDF + b" " * 11_000_000),
        ],
        ids=["empty", "kind", "lie", "large"],
    )
    def test_a_file_that_is_not_taken(
        self, client: Client, solicitation: Solicitation, name: str, content: bytes
    ) -> None:
        response = self.given(client, solicitation, opinion_file=pdf(name, content))
        assert response.status_code == 422
        assert 'href="#id_opinion_file"' in response.text
        assert not Opinion.objects.exists()
        assert not Document.objects.filter(purpose=Purpose.OPINION).exists()

    def test_pressing_twice_gives_one_opinion(self, client: Client, solicitation: Solicitation) -> None:
        key = str(uuid4())
        first = self.given(client, solicitation, idempotency_key=key)
        second = self.given(client, solicitation, idempotency_key=key)
        assert first.headers["Location"] == second.headers["Location"]
        assert Opinion.objects.count() == 1

    def test_pressing_twice_with_a_file_kept_before_gives_one_opinion(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        self.given(client, solicitation, verdict="defavorable", opinion_file=pdf())
        kept, key = Document.objects.get(purpose=Purpose.OPINION), str(uuid4())
        sent = {"verdict": "defavorable", "reasons": "Non.", "opinion_document": str(kept.pk)}
        first = self.given(client, solicitation, idempotency_key=key, **sent)
        second = self.given(client, solicitation, idempotency_key=key, **sent)
        assert first.headers["Location"] == second.headers["Location"] == url("receipt", solicitation)
        assert Opinion.objects.get().papers == [kept]

    def test_a_second_opinion_is_not_taken(self, client: Client, solicitation: Solicitation) -> None:
        self.given(client, solicitation)
        assert self.given(client, solicitation, verdict="defavorable", reasons="Non.").status_code == 409
        assert Opinion.objects.get().verdict == "favorable"

    def test_once_given_and_the_window_closed_it_is_read(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        self.given(client, solicitation, reasons="Rien à redire.")
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, solicitation.dossier.uid), "commission")
        text = client.get(url("opinion", solicitation)).text
        assert "Rien à redire." in text
        assert "<textarea" not in text
        assert "Answered" in client.get(reverse("partner_portal:requests")).text

    def test_a_key_that_is_none_is_no_fault(self, client: Client, solicitation: Solicitation) -> None:
        assert self.given(client, solicitation, idempotency_key="\x00'; drop").status_code == 302

    def test_fields_of_the_dossier_sent_along_change_nothing(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        before = answers_of(solicitation)
        self.given(client, solicitation, projet_titre="Volé", instruction_eligible="non")
        assert answers_of(solicitation) == before

    def test_it_is_replaced_by_another_one_and_both_are_shown(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        self.given(client, solicitation, reasons="Un premier mot.", opinion_file=pdf("premier.pdf"))
        page = client.get(url("opinion", solicitation)).text
        assert "Replace my opinion" in page
        assert 'name="replaces" value="1"' in page
        values = {"verdict": "defavorable", "reasons": "Un second mot.", "replaces": "1"}
        assert self.given(client, solicitation, **values).headers["Location"] == url("receipt", solicitation)
        for name in ("opinion", "receipt"):
            shown = client.get(url(name, solicitation)).text
            assert shown.index("Un second mot.") < shown.index("replaced on") < shown.index("premier.pdf")
        assert self.given(client, solicitation, **values).status_code == 409
        assert Opinion.objects.count() == 2

    def test_a_request_withdrawn_meanwhile_takes_none(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        agent = cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, solicitation.dossier.uid),
            solicitation_id=solicitation.pk, key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        assert self.given(client, solicitation).status_code == 404
        assert not Opinion.objects.exists()

    def test_its_queries(
        self,
        client: Client,
        solicitation: Solicitation,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.get(url("opinion", solicitation))
        with django_assert_max_num_queries(11):
            client.get(url("opinion", solicitation))


class TestTheComplement:
    @pytest.fixture
    def solicitation(self, cast: Cast) -> Solicitation:
        return asked(cast, "complement")

    @pytest.fixture
    def client(self, cast: Cast) -> Client:
        return cast.client("partner")

    def sent(self, client: Client, solicitation: Solicitation, do: str = "send", **values: object) -> Any:
        key = str(uuid4())
        fields = {**COMPLEMENT, "comptes": pdf("comptes.pdf"), "do": do, "idempotency_key": key, **values}
        return client.post(
            url("complement_page", solicitation, "apport"), {k: v for k, v in fields.items() if v is not None}
        )

    def test_it_is_stored_and_ends_on_a_receipt(self, client: Client, solicitation: Solicitation) -> None:
        response = self.sent(client, solicitation)
        assert response.headers["Location"] == url("receipt", solicitation)
        stored = answers_of(solicitation)
        assert stored["pa_comptes_certifies"] == "3120.45"
        assert stored["comptes"] == [str(Document.objects.get(field="comptes").pk)]
        assert state_of(solicitation) == State.ANSWERED

    def test_the_receipt_shows_what_was_given(self, client: Client, solicitation: Solicitation) -> None:
        self.sent(client, solicitation)
        text = client.get(url("receipt", solicitation)).text
        event = Event.objects.get(dossier=solicitation.dossier, kind=EventKind.COMPLEMENT_GIVEN)
        assert event.params["digest"] in text
        assert "Trésorerie saine" in text
        assert "comptes.pdf" in text

    def test_its_page_offers_only_what_is_to_be_filled_in(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        text = client.get(url("complement", solicitation)).text
        assert 'name="pa_comptes_certifies"' in text
        assert 'name="projet_titre"' not in text
        assert 'name="montant_demande"' not in text

    def test_what_is_missing_is_named_and_linked(self, client: Client, solicitation: Solicitation) -> None:
        response = self.sent(client, solicitation, pa_fonds_associatifs="", comptes=None)
        assert response.status_code == 422
        for part in ("Fonds associatifs", "Comptes certifiés"):
            assert part in response.text
        assert 'value="3120.45"' in response.text
        assert "pa_fonds_associatifs" not in answers_of(solicitation)
        assert state_of(solicitation) == State.ATTACHED

    def test_a_half_filled_one_is_kept_and_goes_on_later(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        response = self.sent(client, solicitation, do="save", pa_fonds_associatifs="", comptes=None)
        assert response.headers["Location"] == url("complement_page", solicitation, "apport")
        assert state_of(solicitation) == State.ATTACHED
        assert "Saved at" in client.get(url("complement", solicitation)).text
        assert self.sent(client, solicitation).status_code == 302
        assert state_of(solicitation) == State.ANSWERED

    def test_a_refused_file_is_said_even_when_only_saving(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        response = self.sent(client, solicitation, do="save", comptes=pdf("comptes.exe", b"MZ"))
        assert response.status_code == 422
        assert "Comptes certifiés" in response.text

    def test_a_file_sent_with_a_refused_page_is_kept(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        response = self.sent(client, solicitation, pa_fonds_associatifs="onze mille")
        assert response.status_code == 422
        assert "onze mille" in response.text
        assert "comptes.pdf" in response.text
        kept = Document.objects.get(field="comptes")
        again = self.sent(client, solicitation, comptes=None, **{"comptes-kept": str(kept.pk)})
        assert again.status_code == 302
        assert answers_of(solicitation)["comptes"] == [str(kept.pk)]
        assert not Draft.objects.exists()

    def test_pressing_twice_gives_one_complement(self, client: Client, solicitation: Solicitation) -> None:
        key = str(uuid4())
        first = self.sent(client, solicitation, idempotency_key=key)
        second = self.sent(client, solicitation, idempotency_key=key)
        assert first.headers["Location"] == second.headers["Location"]
        assert Event.objects.filter(kind=EventKind.COMPLEMENT_GIVEN).count() == 1
        assert not Event.objects.filter(kind=EventKind.REFUSED).exists()

    @pytest.mark.parametrize("do", ["save", "next", "", "nonsense"])
    def test_once_given_nothing_of_a_correction_is_stored_before_it_is_sent(
        self, client: Client, solicitation: Solicitation, do: str
    ) -> None:
        self.sent(client, solicitation)
        response = self.sent(client, solicitation, do=do, pa_observation="Autre chose.")
        assert response.status_code == 302
        assert answers_of(solicitation)["pa_observation"] == COMPLEMENT["pa_observation"]
        assert "Autre chose." in client.get(url("complement", solicitation)).text

    def test_once_given_and_the_window_closed_it_is_read_on_the_receipt(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        self.sent(client, solicitation)
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, solicitation.dossier.uid), "commission")
        assert client.get(url("complement", solicitation)).headers["Location"] == url("receipt", solicitation)
        assert self.sent(client, solicitation, pa_observation="Autre chose.").status_code == 409
        assert answers_of(solicitation)["pa_observation"] == COMPLEMENT["pa_observation"]

    @pytest.mark.parametrize("do", ["send", "save"])
    @pytest.mark.parametrize("field", ["projet_titre", "iban", "instruction_note", "inconnu"])
    def test_a_forged_request_is_refused_whole_and_leaves_a_line(
        self, client: Client, solicitation: Solicitation, do: str, field: str
    ) -> None:
        before = answers_of(solicitation)
        response = self.sent(client, solicitation, do=do, **{field: "Volé"})
        assert response.status_code == 422
        assert answers_of(solicitation) == before
        event = Event.objects.filter(dossier=solicitation.dossier).latest("number")
        assert (event.kind, event.params["fields"]) == (EventKind.REFUSED, [field])
        assert state_of(solicitation) == State.ATTACHED

    def test_a_file_of_the_dossier_cannot_be_passed_off_as_ones_own(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        rib = Document.objects.get(field="rib")
        response = self.sent(client, solicitation, comptes=None, **{"comptes-kept": str(rib.pk)})
        assert response.status_code == 422
        assert "comptes" not in answers_of(solicitation)
        assert (
            client.get(
                reverse("partner_portal:document", args=[solicitation.dossier.uid, rib.pk])
            ).status_code
            == 404
        )

    def test_somebody_elses_change_of_the_same_field_is_shown_and_not_overwritten(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        page = client.get(url("complement", solicitation)).text
        Dossier.objects.filter(pk=solicitation.dossier_id).update(
            answers={**answers_of(solicitation), "pa_observation": "Entre-temps."}
        )
        response = self.sent(client, solicitation, _seen=seen_in(page))
        assert response.status_code in (409, 422)
        assert "Entre-temps." in response.text
        assert "Trésorerie saine" in response.text
        assert answers_of(solicitation)["pa_observation"] == "Entre-temps."
        assert state_of(solicitation) == State.ATTACHED

    def test_a_page_that_is_not_to_be_filled_in_is_not_there(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        for page in ("projet", "budget", "inconnue"):
            assert client.get(url("complement_page", solicitation, page)).status_code == 404
            assert client.post(url("complement_page", solicitation, page), {}).status_code == 404

    def test_the_applicant_and_other_partners_see_none_of_it(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        also_asked(cast, solicitation.dossier.uid, "opinion", "juridique", "other_citizen")
        self.sent(client, solicitation)
        applicant = as_party(cast.actor("citizen"), solicitation.dossier.uid)
        assert not {"pa_comptes_certifies", "pa_observation", "comptes"} & set(applicant.projection.fields)
        other = Solicitation.objects.get(scope="juridique")
        text = cast.client("other_citizen").get(url("request", other)).text
        assert "Trésorerie saine" not in text
        comptes = Document.objects.get(field="comptes")
        address = reverse("partner_portal:document", args=[solicitation.dossier.uid, comptes.pk])
        assert cast.client("other_citizen").get(address).status_code == 404
        assert b"".join(client.get(address).streaming_content) == PDF  # type: ignore[attr-defined]

    def test_typing_is_kept_and_the_fields_are_not_exchanged_in_vain(
        self, client: Client, solicitation: Solicitation
    ) -> None:
        page = client.get(url("complement", solicitation)).text
        typed = {"pa_observation": "À moitié", "_seen": seen_in(page)}
        response = client.post(url("complement_refresh", solicitation, "apport"), typed)
        assert (response.status_code, response.content) == (204, b"")
        assert Draft.objects.get().typed["pa_observation"] == "À moitié"
        assert "À moitié" in client.get(url("complement", solicitation)).text
        assert "pa_observation" not in answers_of(solicitation)

    def test_fields_that_come_or_go_are_shown_anew(self, client: Client, solicitation: Solicitation) -> None:
        sent = {"pa_observation": "À moitié", "_seen": '{"pa_observation": ""}'}
        response = client.post(url("complement_refresh", solicitation, "apport"), sent)
        assert 'name="pa_comptes_certifies"' in response.text
        assert "À moitié" in response.text
        assert "<html" not in response.text

    def test_asking_for_fields_is_closed_to_others_and_with_the_window(
        self, cast: Cast, client: Client, solicitation: Solicitation
    ) -> None:
        address = url("complement_refresh", solicitation, "apport")
        assert client.get(address).status_code == 405
        assert client.post(url("complement_refresh", solicitation, "budget")).status_code == 404
        assert cast.client("partner_unbound").post(address).status_code == 404
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, solicitation.dossier.uid), "commission")
        assert client.post(address, {"pa_observation": "Autre"}).status_code == 409
        assert not Draft.objects.exists()

    def test_the_status_closes_it(self, cast: Cast, client: Client, solicitation: Solicitation) -> None:
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, solicitation.dossier.uid), "commission")
        assert self.sent(client, solicitation).status_code == 409
        assert "comptes" not in answers_of(solicitation)

    def test_its_queries(
        self,
        client: Client,
        solicitation: Solicitation,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.get(url("complement", solicitation))
        with django_assert_max_num_queries(12):
            client.get(url("complement", solicitation))


def seen_in(page: str) -> str:
    """What the page says it has shown: its hidden input."""
    found = re.search(r'name="_seen" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


class TestBoth:
    @pytest.mark.parametrize("order", [("opinion", "complement"), ("complement", "opinion")])
    def test_it_is_answered_when_both_are_in(self, cast: Cast, order: tuple[str, str]) -> None:
        solicitation, client = asked(cast, "both"), cast.client("partner")
        for number, part in enumerate(order):
            assert state_of(solicitation) == (State.PARTLY if number else State.ATTACHED)
            if part == "opinion":
                response = client.post(url("opinion", solicitation), {"verdict": "favorable"})
            else:
                response = client.post(
                    url("complement", solicitation), {**COMPLEMENT, "comptes": pdf(), "do": "send"}
                )
            assert response.status_code == 302, response.content.decode()
        assert state_of(solicitation) == State.ANSWERED
        text = client.get(url("receipt", solicitation)).text
        assert "Opinion received" in text
        assert "Complement received" in text

    def test_the_first_half_has_a_receipt_that_says_what_is_left(self, cast: Cast) -> None:
        solicitation, client = asked(cast, "both"), cast.client("partner")
        client.post(url("opinion", solicitation), {"verdict": "favorable"})
        text = client.get(url("receipt", solicitation)).text
        assert "The first part of your reply is recorded" in text
        assert url("complement", solicitation) in text
