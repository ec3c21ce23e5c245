"""Documents of the service: who has them, who is told, and what comes of a sending made twice or wrongly."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from accounts.permissions import Forbidden
from dossiers import outbox
from dossiers.models import Document, Outbox, PartyRecipient, SentDocument
from dossiers.once import KeyReused
from dossiers.received import open_as_party, received_by_party
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours, as_agent, as_party
from solicitations.received import open_as_partner, received_by_partner, sent_documents
from solicitations.selectors import request_for
from solicitations.services.handing_out import Sending, Written, keep_file, kept_file, send_documents
from tests.casting import Cast, Consultation, attached, dossier_under_consultation, request_of
from tests.handing_out import a_file, applicant_of, decide, handed_out, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def send(cast: Cast, consultation: Consultation, sending: Sending, role: str = "agent") -> list[SentDocument]:
    agent = cast.actor("agent")
    sight = as_agent(agent, consultation.dossier.uid)
    return send_documents(
        actor=cast.actor(role), sight=sight, sending=sending, key=uuid4(), at=timezone.now()
    )


def letters_about_documents() -> list[str]:
    return list(Outbox.objects.filter(kind__startswith="document").values_list("kind", flat=True))


class TestWhoHasIt:
    def test_the_recipients_and_nobody_else(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, consultation.partner, title="Lettre de mission")
        (theirs,) = received_by_partner(request_of(cast, "partner", consultation.partner))
        assert (theirs.id, theirs.title, theirs.is_new) == (sent.document_id, "Lettre de mission", True)
        assert received_by_partner(request_of(cast, "internal_partner", consultation.internal)) == []
        assert received_by_party(as_party(cast.actor("citizen"), consultation.dossier.uid)) == []

    def test_parties_and_partners_by_the_same_deed(self, cast: Cast, consultation: Consultation) -> None:
        applicant = applicant_of(consultation.dossier)
        handed_out(cast, consultation.dossier, applicant, consultation.internal)
        assert received_by_party(as_party(cast.actor("citizen"), consultation.dossier.uid))
        assert received_by_partner(request_of(cast, "internal_partner", consultation.internal))
        assert sorted(letters_about_documents()) == ["document", "document_for_partner"]

    def test_without_a_recipient_only_the_desk(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier)
        (shown,) = sent_documents(as_agent(cast.actor("agent"), consultation.dossier.uid))
        assert (shown.sent, shown.recipients) == (sent, ())
        assert not letters_about_documents()
        with pytest.raises(NotYours):
            open_by_partner(cast, consultation, sent)

    def test_who_attaches_later_has_it_then(self, cast: Cast, consultation: Consultation) -> None:
        handed_out(cast, consultation.dossier, consultation.unbound)
        assert not letters_about_documents()
        attached(cast, "partner_unbound", consultation.key_of(consultation.unbound))
        assert len(received_by_partner(request_of(cast, "partner_unbound", consultation.unbound))) == 1

    def test_nothing_while_the_dossier_is_hidden_from_them(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        handed_out(cast, consultation.dossier, consultation.partner)
        before = request_of(cast, "partner", consultation.partner)
        decide(cast, consultation)
        with pytest.raises(NotYours):
            request_for(cast.actor("partner"), consultation.partner.uid)
        sight = before.sight.on(as_agent(cast.actor("agent"), consultation.dossier.uid).dossier)
        assert received_by_partner(replace(before, sight=sight)) == []


def open_by_partner(cast: Cast, consultation: Consultation, sent: SentDocument) -> Document:
    return open_as_partner(
        actor=cast.actor("partner"), request=request_of(cast, "partner", consultation.partner),
        document_id=sent.document_id, at=timezone.now(),
    )  # fmt: skip


class TestFirstOpening:
    def test_it_is_recorded_once(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, consultation.partner)
        for _time in range(2):
            assert open_by_partner(cast, consultation, sent) == sent.document
        (shown,) = sent_documents(as_agent(cast.actor("agent"), consultation.dossier.uid))
        (has,) = shown.present
        assert has.opened_at is not None
        assert has.opened_by == cast.partner
        event = consultation.dossier.events.get(kind="document_opened")
        assert event.params["recipient"] == "Me d'Orgeval"

    def test_so_it_is_for_a_party(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, applicant_of(consultation.dossier))
        citizen, at = cast.actor("citizen"), timezone.now()
        sight = as_party(citizen, consultation.dossier.uid)
        for _time in range(2):
            open_as_party(actor=citizen, sight=sight, document_id=sent.document_id, at=at)
        assert PartyRecipient.objects.get().opened_by == cast.citizen
        assert consultation.dossier.events.filter(kind="document_opened").count() == 1

    def test_what_is_somebody_elses_cannot_be_opened(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, consultation.internal)
        with pytest.raises(NotYours):
            open_by_partner(cast, consultation, sent)
        citizen = cast.actor("citizen")
        with pytest.raises(NotYours):
            open_as_party(
                actor=citizen, sight=as_party(citizen, consultation.dossier.uid),
                document_id=sent.document_id, at=timezone.now(),
            )  # fmt: skip


class TestSending:
    def test_a_text_becomes_a_pdf(self, cast: Cast, consultation: Consultation) -> None:
        text = "# Lettre\n\nBonjour & bienvenue.\n\n- un\n- deux"
        written = Written(text, (key_of(consultation.partner),), ("asso_nom",))
        (sent,) = send(cast, consultation, Sending("Lettre à vous", "lettre_mission", texts=(written,)))
        assert (sent.document.name, sent.document.content_type) == ("lettre-a-vous.pdf", "application/pdf")
        assert sent.told == ["asso_nom"]
        with sent.document.file.open("rb") as file:
            found = PdfReader(BytesIO(file.read())).pages[0].extract_text()
        assert "Bonjour & bienvenue." in found
        assert received_by_partner(request_of(cast, "partner", consultation.partner))

    def test_several_texts_are_several_documents(self, cast: Cast, consultation: Consultation) -> None:
        texts = tuple(
            Written(f"Pour {each.partner_name}", (key_of(each),))
            for each in (consultation.partner, consultation.unbound)
        )
        made = send(cast, consultation, Sending("Lettre", texts=texts))
        assert len({each.document_id for each in made}) == 2
        assert len(received_by_partner(request_of(cast, "partner", consultation.partner))) == 1

    @pytest.mark.parametrize(
        ("sending", "place", "code"),
        [
            (Sending(" ", upload=a_file()), "title", "required"),
            (Sending("x" * 121, upload=a_file()), "title", "too_long"),
            (Sending("T", message="x" * 2001, upload=a_file()), "message", "too_long"),
            (Sending("T", "autre", upload=a_file()), "kind", "required"),
            (Sending("T"), "file", "required"),
            (Sending("T", kept=uuid4()), "file", "not_a_document"),
            (Sending("T", upload=a_file(content=b"")), "file", "file_empty"),
            (Sending("T", upload=a_file(content=b"GIF89a")), "file", "file_lies"),
            (Sending("T", upload=a_file("x.exe")), "file", "file_kind"),
            (Sending("T", texts=(Written("  "),)), "text", "required"),
            (Sending("T", texts=(Written("x" * 20_001),)), "text", "too_long"),
            (Sending("T", texts=(Written("x"),) * 21), "recipients", "too_many"),
            (Sending("T", recipients=("partner-x",), upload=a_file()), "recipients", "gone"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_sent(
        self, cast: Cast, consultation: Consultation, sending: Sending, place: str, code: str
    ) -> None:
        with pytest.raises(NotAcceptable) as refused:
            send(cast, consultation, sending)
        assert [(each.path[0], each.code) for each in refused.value.problems] == [(place, code)]
        assert not SentDocument.objects.exists()

    def test_who_was_withdrawn_is_no_recipient(self, cast: Cast, consultation: Consultation) -> None:
        with pytest.raises(NotAcceptable):
            handed_out(cast, consultation.dossier, consultation.withdrawn)
        assert not Document.objects.filter(purpose="sent").exists()

    def test_pressed_twice_it_is_sent_once(self, cast: Cast, consultation: Consultation) -> None:
        agent, key = cast.actor("agent"), uuid4()
        sight = as_agent(agent, consultation.dossier.uid)
        sending = Sending("T", recipients=(key_of(consultation.partner),), upload=a_file())
        (first,) = send_documents(actor=agent, sight=sight, sending=sending, key=key, at=timezone.now())
        (again,) = send_documents(actor=agent, sight=sight, sending=sending, key=key, at=timezone.now())
        assert first == again
        assert len(letters_about_documents()) == 1
        other = replace(sending, title="Autre")
        with pytest.raises(KeyReused):
            send_documents(actor=agent, sight=sight, sending=other, key=key, at=timezone.now())

    @pytest.mark.parametrize("role", ["citizen", "partner", "internal_partner", "agent_elsewhere"])
    def test_only_agents_send(self, cast: Cast, consultation: Consultation, role: str) -> None:
        with pytest.raises(Forbidden):
            send(cast, consultation, Sending("T", upload=a_file()), role)

    def test_a_kept_file_is_its_keepers_until_it_is_sent(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        agent, at = cast.actor("agent"), timezone.now()
        sight = as_agent(agent, consultation.dossier.uid)
        kept = keep_file(actor=agent, sight=sight, upload=a_file(), at=at)
        assert kept_file(actor=agent, sight=sight, document=kept.pk) == kept
        assert kept_file(actor=cast.actor("admin"), sight=sight, document=kept.pk) is None
        assert sent_documents(sight) == []
        (sent,) = send(cast, consultation, Sending("T", kept=kept.pk))
        assert sent.document == kept
        assert kept_file(actor=agent, sight=sight, document=kept.pk) is None


class TestLetters:
    def test_each_recipient_is_told_and_of_nobody_else(self, cast: Cast, consultation: Consultation) -> None:
        applicant = applicant_of(consultation.dossier)
        sent = handed_out(cast, consultation.dossier, applicant, consultation.partner, consultation.internal)
        mail.outbox.clear()
        outbox.pump(at=timezone.now())
        letters = {each.to[0]: each for each in mail.outbox if "document" in each.subject}
        assert letters.keys() == {cast.citizen.email, cast.partner.email, cast.internal_partner.email}
        for each in letters.values():
            assert sent.title not in str(each.body)
            assert str(consultation.dossier.reference) in str(each.body)
        assert "d'Orgeval" not in str(letters[cast.citizen.email].body)
        assert "/requests/" in str(letters[cast.internal_partner.email].body)

    def test_what_was_taken_back_is_not_announced(self, cast: Cast, consultation: Consultation) -> None:
        applicant = applicant_of(consultation.dossier)
        sent = handed_out(cast, consultation.dossier, applicant, consultation.partner)
        sent.parties.update(taken_at=timezone.now())
        sent.partners.update(taken_at=timezone.now())
        mail.outbox.clear()
        outbox.pump(at=timezone.now())
        assert not [each for each in mail.outbox if "A document" in each.subject]

    def test_whoever_does_not_see_the_dossier_now_is_told_when(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        decide(cast, consultation)
        handed_out(cast, consultation.dossier, consultation.partner)
        mail.outbox.clear()
        outbox.pump(at=timezone.now())
        (letter,) = [each for each in mail.outbox if "A document" in each.subject]
        assert "as soon as the dossier is open to you" in str(letter.body)

    def test_the_decision_says_that_there_are_documents(self, cast: Cast, consultation: Consultation) -> None:
        handed_out(cast, consultation.dossier, applicant_of(consultation.dossier))
        decide(cast, consultation)
        mail.outbox.clear()
        outbox.pump(at=timezone.now())
        (letter,) = [each for each in mail.outbox if each.subject.startswith("Decision")]
        assert "The documents that go with it are there too." in str(letter.body)
