"""Whoever is asked replies in the same way, outside on the portal and inside at the desk."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pypdf import PdfReader

from dossiers import outbox
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Draft
from solicitations.enums import State
from solicitations.models import Complement, Opinion
from tests.casting import Cast
from tests.samples import COMPLEMENT
from tests.solicitations.doors import DOORS, PAGE, Door, Scene, hidden_in, paper, scene

pytestmark = pytest.mark.django_db


@pytest.fixture(params=DOORS, ids=lambda door: door.surface)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@pytest.fixture
def both(cast: Cast, door: Door) -> Scene:
    return scene(cast, door)


class TestOpinion:
    def test_it_takes_several_files(self, both: Scene) -> None:
        sent = both.opine(opinion_file=[paper("avis.pdf"), paper("annexe.pdf")])
        assert sent.headers["Location"] == both.door.url("receipt", both.asked.uid)
        papers = Opinion.objects.get().papers
        assert [each.name for each in papers] == ["avis.pdf", "annexe.pdf"]
        page = both.get("receipt").text
        desk = both.cast.client("agent")
        for each in papers:
            own = both.door.url("reply_file", both.asked.uid, each.pk)
            assert own in page
            assert read(both.client.get(own)).startswith(b"%PDF")
            theirs = reverse("crm:opinion_file", args=[both.asked.dossier.uid, each.pk])
            assert read(desk.get(theirs)).startswith(b"%PDF")
            for role in ("partner_unbound", "citizen", "agent"):
                assert both.cast.client(role).get(own).status_code in (302, 404)

    def test_the_good_ones_are_kept_when_one_is_not_taken(self, both: Scene) -> None:
        refused = both.opine(opinion_file=[paper("avis.pdf"), paper("vide.pdf", b""), paper("x.exe", b"MZ")])
        assert refused.status_code == 422
        assert "vide.pdf: This file is empty." in refused.text
        assert "x.exe: Files of this kind" in refused.text
        (kept,) = Document.objects.filter(purpose=Purpose.OPINION)
        assert str(kept.pk) in refused.text
        both.opine(opinion_document=str(kept.pk))
        assert Opinion.objects.get().papers == [kept]

    def test_eleven_are_too_many(self, both: Scene) -> None:
        files = [paper(f"{number}.pdf") for number in range(11)]
        assert "Join 10 files at most." in both.opine(opinion_file=files).text
        assert not Opinion.objects.exists()

    def test_reasons_are_asked_for_and_nothing_is_lost(self, both: Scene) -> None:
        refused = both.opine("defavorable", opinion_file=paper("avis.pdf"))
        assert refused.status_code == 422
        assert "avis.pdf" in refused.text

    def test_one_that_replaces_keeps_the_files_that_are_not_left_out(self, both: Scene) -> None:
        both.opine(opinion_file=[paper("avis.pdf"), paper("annexe.pdf")])
        first, second = Opinion.objects.get().papers
        page = both.get("opinion").text if both.door.surface != "crm" else both.get("request").text
        assert str(first.pk) in page
        both.opine("defavorable", "Non.", replaces="1", opinion_document=str(second.pk))
        assert [each.papers for each in Opinion.objects.order_by("number")] == [[first, second], [second]]
        assert read(both.get("reply_file", first.pk)).startswith(b"%PDF")

    def test_who_is_overtaken_is_told_by_whom_and_loses_nothing(self, both: Scene) -> None:
        both.opine("favorable", "Premier.")
        late = both.opine("defavorable", "Dernier <b>mot.", opinion_file=paper("avis.pdf"))
        assert late.status_code == 409
        assert escape(f"{both.cast.user(both.door.role)} replied on") in late.text
        assert "Dernier &lt;b&gt;mot." in late.text
        assert "avis.pdf" in late.text
        assert hidden_in(late.text, "replaces") == "1"
        kept = Document.objects.get(purpose=Purpose.OPINION)
        both.opine("defavorable", "Dernier mot.", replaces="1", opinion_document=str(kept.pk))
        assert [each.verdict for each in Opinion.objects.order_by("number")] == ["favorable", "defavorable"]


class TestComplement:
    def test_what_is_saved_is_half_and_what_is_sent_is_all(self, both: Scene) -> None:
        assert both.fill(both.door.save, pa_fonds_associatifs=None, comptes=None).status_code == 302
        assert (both.now.state, both.answers["pa_observation"]) == (
            State.ATTACHED,
            COMPLEMENT["pa_observation"],
        )
        assert not Complement.objects.exists()
        assert both.fill().headers["Location"] == both.door.url("receipt", both.asked.uid)
        assert both.now.state == State.PARTLY
        both.opine()
        assert both.now.state == State.ANSWERED

    def test_it_is_kept_as_it_was_sent(self, both: Scene) -> None:
        both.fill()
        given = Complement.objects.get()
        assert given.answers["pa_comptes_certifies"] == "3120.45"
        both.asked.dossier.answers = {**both.answers, "pa_observation": "Changé au bureau."}
        both.asked.dossier.save(update_fields=["answers"])
        page = both.get("receipt").text
        assert COMPLEMENT["pa_observation"] in page
        assert "Changé au bureau." not in page

    def test_it_can_be_corrected_while_the_window_is_open(self, both: Scene) -> None:
        both.fill()
        assert "Send the correction" in both.get(both.door.page, PAGE).text
        assert both.corrected(pa_observation="Une erreur corrigée.").status_code == 302
        first, second = Complement.objects.order_by("number")
        assert first.answers["pa_observation"] == COMPLEMENT["pa_observation"]
        assert second.answers == {**first.answers, "pa_observation": "Une erreur corrigée."}
        assert both.answers["pa_observation"] == "Une erreur corrigée."
        assert both.now.state == State.PARTLY
        assert "Correction received" in both.get("receipt").text
        told = [each for each in letters() if "corrected" in each.body]
        assert [each.to for each in told] == [[both.cast.agent.email]]

    def test_a_correction_that_changes_nothing_is_none(self, both: Scene) -> None:
        both.fill()
        assert both.corrected().status_code == 302
        assert Complement.objects.count() == 1

    @pytest.mark.parametrize("wrong", ["", "onze"])
    def test_a_correction_is_judged_like_the_first(self, both: Scene, wrong: str) -> None:
        both.fill()
        assert both.corrected(pa_fonds_associatifs=wrong).status_code == 422
        assert Complement.objects.count() == 1
        assert both.answers["pa_fonds_associatifs"] == "11870.00"

    def test_who_is_overtaken_is_told_by_whom_and_loses_nothing(self, both: Scene) -> None:
        both.fill()
        late = both.fill(pa_observation="D'une autre main.")
        assert late.status_code == 409
        assert escape(f"{both.cast.user(both.door.role)} replied on") in late.text
        assert "D'une autre main." in unescape(late.text)
        assert hidden_in(late.text, "_corrects") == "1"
        assert both.answers["pa_observation"] == COMPLEMENT["pa_observation"]
        assert Draft.objects.get().typed["pa_observation"] == "D'une autre main."

    def test_what_is_typed_is_kept_for_its_writer(self, both: Scene) -> None:
        sent = {"pa_observation": "À moitié", "_seen": '{"pa_observation": ""}'}
        assert both.post(both.door.fields, PAGE, **sent).status_code in (200, 204)
        assert "À moitié" in both.get(both.door.page, PAGE).text

    def test_a_forged_one_is_refused_and_recorded(self, both: Scene) -> None:
        forged = both.fill(projet_titre="Autre titre")
        assert forged.status_code == 422
        assert both.asked.dossier.events.order_by("number").last().kind == EventKind.REFUSED
        assert not Complement.objects.exists()


class TestReceipt:
    def test_page_mail_and_paper_show_the_same_number(self, both: Scene) -> None:
        both.opine("defavorable", "Trop cher à tenir.")
        both.fill()
        digests = [
            event.params["digest"]
            for event in both.asked.dossier.events.filter(
                kind__in=(EventKind.OPINION_GIVEN, EventKind.COMPLEMENT_GIVEN)
            ).order_by("number")
        ]
        page = both.get("receipt").text
        assert page.count("what the service holds is unchanged") == 2
        assert all(each in page for each in digests)
        ours = [each for each in letters() if each.to == [both.cast.user(both.door.role).email]]
        receipts = [each for each in ours if both.door.url("receipt", both.asked.uid) in each.body]
        assert [digest for digest in digests if any(digest in each.body for each in receipts)] == digests
        assert not any("Trop cher" in each.body or "3120" in each.body for each in letters())
        answer = both.get("receipt_paper")
        assert answer.headers["Content-Type"] == "application/pdf"
        text = words_of(answer.content)
        for word in ("Trop cher à tenir.", "Trésorerie saine", "comptes.pdf", both.asked.dossier.reference):
            assert word in text
        whole = re.sub(r"\s", "", text)
        assert all(each in whole for each in digests)
        assert answer.content == both.get("receipt_paper").content

    def test_there_is_none_before_anything_is_given(self, both: Scene) -> None:
        assert both.get("receipt").status_code == 404
        assert both.get("receipt_paper").status_code == 404
        assert both.get("reply_file", uuid4()).status_code == 404


class TestLate:
    @pytest.mark.parametrize("how", ["commission", "a_completer", "withdrawn"])
    def test_an_opinion_is_kept_with_its_files(self, both: Scene, how: str) -> None:
        both.withdrawn() if how == "withdrawn" else both.moved(how)
        files = [paper("avis.pdf"), paper("x.exe", b"MZ")]
        late = both.opine("defavorable", "Une seule issue.", opinion_file=files)
        assert late.status_code == 409
        for word in ("Your reply came too late", "Une seule issue.", "Défavorable", "avis.pdf", "x.exe"):
            assert word in late.text
        assert not Opinion.objects.exists()

    def test_it_is_shown_again_when_the_window_reopens(self, both: Scene) -> None:
        both.moved("complement_en_cours")
        dossier = both.asked.dossier
        type(dossier).objects.filter(pk=dossier.pk).update(status="a_completer")
        both.opine("defavorable", "Une seule issue.", opinion_file=paper("avis.pdf"))
        both.fill(pa_observation="Écrit trop tard.")
        type(dossier).objects.filter(pk=dossier.pk).update(status="avis_en_cours")
        page = both.get("opinion").text
        assert "Une seule issue." in page
        assert "avis.pdf" in page
        form = both.get(both.door.page, PAGE).text
        assert "Écrit trop tard." in form
        assert "comptes.pdf" in form
        assert not Complement.objects.exists()

    def test_a_correction_that_comes_too_late_is_kept_too(self, both: Scene) -> None:
        both.fill()
        both.moved("commission")
        late = both.fill(_corrects="1", pa_observation="Écrit trop tard.")
        assert late.status_code == 409
        assert "Écrit trop tard." in late.text
        assert Complement.objects.count() == 1


def letters() -> list[Any]:
    """All that has been sent by now."""
    outbox.pump(at=timezone.now())
    return list(mail.outbox)


def read(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def words_of(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return text.replace("\u200b", "")
