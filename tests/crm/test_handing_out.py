"""Handing out a document at the desk: the dialog, who has it, files kept from partners. No script."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.demo.papers import pdf
from dossiers.models import Document, SentDocument
from tests.casting import Cast, Consultation
from tests.crm.conftest import key_in, text_of, url
from tests.handing_out import applicant_of, handed_out, key_of

pytestmark = pytest.mark.django_db


def a_file(name: str = "courrier.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf("Courrier") if content is None else content)


def dialog(consultation: Consultation) -> str:
    return url("hand_out", consultation.dossier.uid)


def status_of(client: Client, address: str) -> int:
    """What is read to its end is closed."""
    response: Any = client.get(address)
    if response.streaming:
        response.getvalue()
    return int(response.status_code)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="recipients" value="([^"]+)" checked', page)


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea id="id_(text-[^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in [*found, *texts] if name != "csrfmiddlewaretoken"}


def previewed(
    agent: Client, consultation: Consultation, kind: str, *recipients: Any
) -> tuple[str, dict[str, Any]]:
    """The page with the text, and what a browser would send of it."""
    sent = {"kind": kind, "title": "T", "recipients": [key_of(each) for each in recipients], "preview": "1"}
    page = text_of(agent.post(dialog(consultation), sent))
    return page, {**hidden(page), "title": "T", "recipients": sent["recipients"], "send": "1"}


class TestKinds:
    def test_first_the_kind_is_chosen(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(dialog(consultation)))
        assert "Lettre de mission" in page
        assert "Another document" in page
        assert text_of(agent.get(dialog(consultation), {"kind": "nowhere"})) != ""

    def test_each_kind_has_its_usual_recipients(self, agent: Client, consultation: Consultation) -> None:
        letter = text_of(agent.get(dialog(consultation), {"kind": "lettre_mission"}))
        assert ticked(letter) == [key_of(consultation.partner)]
        assert 'value="Lettre de mission"' in letter
        notification = text_of(agent.get(dialog(consultation), {"kind": "notification"}))
        assert ticked(notification) == [key_of(applicant_of(consultation.dossier))]
        assert ticked(text_of(agent.get(dialog(consultation), {"kind": "other"}))) == []

    def test_from_the_partners_panel_that_partner(self, agent: Client, consultation: Consultation) -> None:
        panel = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert f"{dialog(consultation)}?to={consultation.internal.uid}" in panel
        to = {"kind": "lettre_mission", "to": str(consultation.internal.uid)}
        assert ticked(text_of(agent.get(dialog(consultation), to))) == [key_of(consultation.internal)]

    def test_recipients_are_named_with_what_they_are(self, agent: Client, consultation: Consultation) -> None:
        page = html.unescape(text_of(agent.get(dialog(consultation), {"kind": "other"})))
        assert "Visible to the applicant: Maëlle Le Goff" in page
        assert "Visible to partner: Me d'Orgeval – Avis juridique" in page
        assert "has not attached the dossier yet" in page
        assert str(consultation.withdrawn.uid) not in page


class TestFile:
    def test_it_is_handed_out(self, agent: Client, consultation: Consultation) -> None:
        sent = {
            "kind": "other", "title": "Courrier", "message": "Bonjour.", "document_file": a_file(),
            "recipients": [key_of(consultation.partner)],
        }  # fmt: skip
        response = agent.post(dialog(consultation), sent)
        assert response.headers["Location"] == url("documents", consultation.dossier.uid)
        page = html.unescape(text_of(agent.get(response.headers["Location"])))
        assert "Me d'Orgeval" in page
        assert "not opened yet" in page
        history = html.unescape(text_of(agent.get(url("history", consultation.dossier.uid))))
        assert "put a document into the dossier, for Me d'Orgeval." in history

    @pytest.mark.parametrize(
        ("file", "says"),
        [
            (a_file(content=b""), "This file is empty"),
            (a_file(content=b"GIF89a"), "not what its name says"),
            (a_file("x.exe"), "cannot be handed out"),
            (None, "Choose a file"),
        ],
    )
    def test_a_bad_one_is_named(
        self, agent: Client, consultation: Consultation, file: SimpleUploadedFile | None, says: str
    ) -> None:
        if file is not None:
            file.seek(0)
        sent: dict[str, Any] = {"kind": "other", "title": "Courrier", "recipients": []}
        response = agent.post(dialog(consultation), sent | ({"document_file": file} if file else {}))
        assert response.status_code == 422
        assert says in text_of(response)
        assert 'value="Courrier"' in text_of(response)
        assert not SentDocument.objects.exists()

    def test_it_need_not_be_sent_twice(self, agent: Client, consultation: Consultation) -> None:
        recipients = [key_of(consultation.partner)]
        sent = {
            "kind": "other",
            "title": "",
            "message": "Salut",
            "document_file": a_file(),
            "recipients": recipients,
        }
        response = agent.post(dialog(consultation), sent)
        page = text_of(response)
        assert response.status_code == 422
        assert "Give the document a title" in page
        assert "courrier.pdf" in page
        assert "Salut" in page
        assert ticked(page) == recipients
        again = {**hidden(page), "title": "T", "recipients": recipients}
        assert agent.post(dialog(consultation), again).status_code == 302
        assert SentDocument.objects.get().document == Document.objects.get(purpose="sent")

    def test_a_recipient_made_up_is_refused(self, agent: Client, consultation: Consultation) -> None:
        for made_up in ("party-0", "partner-x", "\x00", key_of(consultation.withdrawn)):
            sent = {"kind": "other", "title": "T", "document_file": a_file(), "recipients": [made_up]}
            assert agent.post(dialog(consultation), sent).status_code == 422
        assert not SentDocument.objects.exists()


class TestText:
    def test_it_is_looked_at_before_it_is_sent(self, agent: Client, consultation: Consultation) -> None:
        page, sent = previewed(agent, consultation, "lettre_mission", consultation.partner)
        assert "Association Les Tréteaux du Marais" in html.unescape(page)
        assert "Objet statutaire." in page
        assert not SentDocument.objects.exists()
        assert agent.post(dialog(consultation), sent).status_code == 302
        made = SentDocument.objects.get()
        assert (made.kind, made.document.content_type) == ("lettre_mission", "application/pdf")
        assert "asso_nom" in made.told

    def test_it_is_never_sent_unseen(self, agent: Client, consultation: Consultation) -> None:
        sent = {"kind": "lettre_mission", "title": "T", "recipients": [key_of(consultation.partner)]}
        response = agent.post(dialog(consultation), sent)
        assert response.status_code == 422
        assert '<textarea id="id_text-all"' in text_of(response)
        assert not SentDocument.objects.exists()

    def test_what_is_left_out_is_named(self, agent: Client, consultation: Consultation) -> None:
        page, _sent = previewed(agent, consultation, "notification", consultation.partner)
        told = html.unescape(page)
        assert "“Montant demandé (€)” is not shown to Me d'Orgeval: it was left empty." in told
        assert "18" not in hidden(page)["text-all"].split("subvention de")[1][:12]

    def test_other_recipients_mean_another_look(self, agent: Client, consultation: Consultation) -> None:
        _page, sent = previewed(agent, consultation, "notification", applicant_of(consultation.dossier))
        assert "18" in sent["text-all"]
        more = {**sent, "recipients": [*sent["recipients"], key_of(consultation.partner)]}
        response = agent.post(dialog(consultation), more)
        assert response.status_code == 422
        assert "look at the text again" in text_of(response)
        assert "18" not in hidden(text_of(response))["text-all"].split("subvention de")[1][:12]
        assert not SentDocument.objects.exists()

    def test_what_the_agent_wrote_is_kept_and_sent(self, agent: Client, consultation: Consultation) -> None:
        applicant = applicant_of(consultation.dossier)
        _page, sent = previewed(agent, consultation, "notification", applicant)
        mine = {**sent, "text-all": "Ma lettre.", "title": ""}
        page = text_of(agent.post(dialog(consultation), mine))
        assert hidden(page)["text-all"] == "Ma lettre."
        anew = {**sent, "text-all": "Ma lettre.", "anew": "1"}
        anew.pop("send")
        assert hidden(text_of(agent.post(dialog(consultation), anew)))["text-all"] == sent["text-all"]
        assert agent.post(dialog(consultation), {**mine, "title": "T"}).status_code == 302

    def test_several_recipients_have_a_letter_each(self, agent: Client, consultation: Consultation) -> None:
        _page, sent = previewed(
            agent, consultation, "lettre_mission", consultation.partner, consultation.internal
        )
        assert len([name for name in sent if name.startswith("text-")]) == 2
        assert agent.post(dialog(consultation), sent).status_code == 302
        assert SentDocument.objects.count() == 2

    def test_a_file_may_take_its_place(self, agent: Client, consultation: Consultation) -> None:
        sent = {"kind": "notification", "title": "T", "upload": "1", "document_file": a_file()}
        assert agent.post(dialog(consultation), sent).status_code == 302


class TestAfterwards:
    def test_recipients_are_changed(self, agent: Client, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, consultation.partner)
        address = url("recipients", consultation.dossier.uid, sent.document_id)
        page = text_of(agent.get(address))
        assert ticked(page) == [key_of(consultation.partner)]
        assert agent.post(address, {"recipients": [key_of(consultation.internal)]}).status_code == 302
        panel = html.unescape(text_of(agent.get(url("documents", consultation.dossier.uid))))
        assert "Me d'Orgeval: taken back on" in panel
        history = html.unescape(text_of(agent.get(url("history", consultation.dossier.uid))))
        assert "took a document back from Me d'Orgeval." in history
        assert "let Paul Xiong see a document." in history

    def test_whoever_would_be_told_more_is_asked_about(
        self, agent: Client, cast: Cast, consultation: Consultation
    ) -> None:
        sent = handed_out(cast, consultation.dossier)
        SentDocument.objects.filter(pk=sent.pk).update(told=["iban"])
        address = url("recipients", consultation.dossier.uid, sent.document_id)
        change = {"recipients": [key_of(consultation.partner)]}
        response = agent.post(address, change)
        assert response.status_code == 422
        assert "is not shown to Me d'Orgeval, and stands in the document." in html.unescape(text_of(response))
        assert ticked(text_of(response)) == change["recipients"]
        assert agent.post(address, change | {"knowingly": "1"}).status_code == 302
        assert agent.post(address, {"recipients": ["partner-x"]}).status_code == 422

    def test_a_file_is_kept_from_a_partner(
        self, agent: Client, cast: Cast, consultation: Consultation
    ) -> None:
        file = Document.objects.get(dossier=consultation.dossier, field="statuts")
        address = url("file_sight", consultation.dossier.uid, file.pk)
        theirs = reverse("partner_portal:document", args=[consultation.dossier.uid, file.pk])
        partner = cast.client("partner")
        assert status_of(partner, theirs) == 200
        page = text_of(agent.get(address))
        assert str(consultation.partner.uid) in page
        assert str(consultation.withdrawn.uid) not in page
        sent = {"partners": [str(consultation.partner.uid), "x"], "idempotency_key": key_in(page)}
        assert agent.post(address, sent).status_code == 302
        assert status_of(partner, theirs) == 404
        request = partner.get(reverse("partner_portal:request", args=[consultation.partner.uid]))
        assert str(file.pk) not in text_of(request)
        assert "kept from Me d'Orgeval" in html.unescape(
            text_of(agent.get(url("documents", consultation.dossier.uid)))
        )
        history = html.unescape(text_of(agent.get(url("history", consultation.dossier.uid))))
        assert "took a file out of the sight of Me d'Orgeval: “Statuts signés”." in history
        assert agent.post(address, {"partners": [str(consultation.withdrawn.uid)]}).status_code == 422
        assert agent.post(address, {"everybody": "1"}).status_code == 302
        assert status_of(partner, theirs) == 404
        assert agent.post(address, {}).status_code == 302
        assert status_of(partner, theirs) == 200
