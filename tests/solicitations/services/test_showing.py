"""Recipients taken away and added later; files of the dossier kept from partners and given back."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.models import Document, SentDocument
from dossiers.selectors import document_labels, open_document
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours, as_agent
from solicitations.models import Solicitation
from solicitations.received import kept_from, received_by_partner, sent_documents
from solicitations.selectors import requests_of, requests_on
from solicitations.services import ask
from solicitations.services.handing_out import Sending, Written, send_documents
from solicitations.services.showing import change_recipients, keep_from
from tests.casting import Cast, Consultation, asks, dossier_under_consultation, request_of
from tests.handing_out import applicant_of, handed_out, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def change(
    cast: Cast, sent: SentDocument, *recipients: str, knowingly: bool = False, key: UUID | None = None
) -> SentDocument:
    agent = cast.actor("agent")
    return change_recipients(
        actor=agent, sight=as_agent(agent, sent.dossier.uid), document_id=sent.document_id,
        recipients=recipients, knowingly=knowingly, key=key or uuid4(), at=timezone.now(),
    )  # fmt: skip


def lawyers(cast: Cast, consultation: Consultation) -> list[str]:
    found = received_by_partner(request_of(cast, "partner", consultation.partner))
    return [each.title for each in found]


class TestRecipients:
    def test_whoever_is_taken_away_loses_it_at_once(self, cast: Cast, consultation: Consultation) -> None:
        applicant = applicant_of(consultation.dossier)
        sent = handed_out(cast, consultation.dossier, consultation.partner, applicant)
        change(cast, sent)
        assert lawyers(cast, consultation) == []
        (shown,) = sent_documents(as_agent(cast.actor("agent"), consultation.dossier.uid))
        assert (len(shown.present), len(shown.former)) == (0, 2)
        assert consultation.dossier.events.filter(kind="recipient_removed").count() == 2

    def test_somebody_added_is_told_and_may_be_added_again(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        sent = handed_out(cast, consultation.dossier)
        lawyer = key_of(consultation.partner)
        for recipients in ((lawyer,), (), (lawyer,)):
            change(cast, sent, *recipients)
        assert lawyers(cast, consultation) == [sent.title]
        assert consultation.dossier.owed.filter(kind="document_for_partner").count() == 2
        assert sent.partners.count() == 1

    def test_the_same_press_twice_changes_once(self, cast: Cast, consultation: Consultation) -> None:
        sent, key = handed_out(cast, consultation.dossier), uuid4()
        for _time in range(2):
            change(cast, sent, key_of(consultation.partner), key=key)
        assert consultation.dossier.events.filter(kind="recipient_added").count() == 1

    def test_whoever_would_read_what_they_are_not_shown_is_asked_about(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        agent = cast.actor("agent")
        (sent,) = send_documents(
            actor=agent, sight=as_agent(agent, consultation.dossier.uid), key=uuid4(), at=timezone.now(),
            sending=Sending("T", texts=(Written("FR76", (), ("iban",)),)),
        )  # fmt: skip
        with pytest.raises(NotAcceptable) as refused:
            change(cast, sent, key_of(consultation.partner))
        (problem,) = refused.value.problems
        assert problem.code == "not_shown"
        assert problem.params == {"title": "IBAN de l'association", "name": "Me d'Orgeval"}
        change(cast, sent, key_of(applicant_of(consultation.dossier)))
        change(cast, sent, key_of(consultation.partner), knowingly=True)
        assert lawyers(cast, consultation) == ["T"]

    def test_who_takes_no_part_cannot_be_added(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier)
        with pytest.raises(NotAcceptable):
            change(cast, sent, key_of(consultation.withdrawn))

    def test_the_document_of_another_dossier_is_not_there(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        sent = handed_out(cast, dossier_under_consultation(cast).dossier)
        agent = cast.actor("agent")
        with pytest.raises(NotYours):
            change_recipients(
                actor=agent, sight=as_agent(agent, consultation.dossier.uid), document_id=sent.document_id,
                recipients=(), key=uuid4(), at=timezone.now(),
            )  # fmt: skip


def keep(
    cast: Cast, file: Document, *partners: Solicitation, everybody: bool = False, role: str = "agent"
) -> None:
    keep_from(
        actor=cast.actor(role), sight=as_agent(cast.actor("agent"), file.dossier.uid), document_id=file.pk,
        everybody=everybody, partners=[each.uid for each in partners], key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def statutes(consultation: Consultation) -> Document:
    found: Document = consultation.dossier.documents.get(field="statuts")
    return found


class TestKeeping:
    def sees(self, cast: Cast, role: str, asked: Solicitation, file: Document) -> bool:
        """By the projection, the names of files and the download alike."""
        actor, request = cast.actor(role), request_of(cast, role, asked)
        shown = str(file.pk) in request.sight.projection.files
        assert shown == (str(file.pk) in document_labels(actor=actor, sight=request.sight, url_name=""))
        try:
            open_document(actor=actor, sight=request.sight, document_id=file.pk, at=timezone.now())
        except NotYours:
            assert not shown
        else:
            assert shown
        return shown

    def test_a_file_is_kept_from_one_partner_and_given_back(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        file = statutes(consultation)
        keep(cast, file, consultation.partner)
        assert not self.sees(cast, "partner", consultation.partner, file)
        assert kept_from(as_agent(cast.actor("agent"), file.dossier.uid))[str(file.pk)].names == (
            "Me d'Orgeval",
        )
        keep(cast, file)
        assert self.sees(cast, "partner", consultation.partner, file)
        told = consultation.dossier.events.filter(kind__startswith="file_").order_by("number")
        assert [(each.kind, each.params["partner"]) for each in told] == [
            ("file_withheld", "Me d'Orgeval"),
            ("file_given_back", "Me d'Orgeval"),
        ]

    def test_from_all_of_them_also_those_asked_later(self, cast: Cast, consultation: Consultation) -> None:
        file, agent = statutes(consultation), cast.actor("agent")
        keep(cast, file, everybody=True)
        sight = as_agent(agent, file.dossier.uid)
        again = replace(asks(cast)[0], scope="technique")
        (later,) = ask(actor=agent, sight=sight, asks=[again], move_to=None, key=uuid4(), at=timezone.now())
        assert not self.sees(cast, "partner", consultation.partner, file)
        assert not self.sees(cast, "internal_partner", later, file)
        assert kept_from(sight)[str(file.pk)].everybody

    def test_others_see_it_as_before(self, cast: Cast, consultation: Consultation) -> None:
        file = statutes(consultation)
        before = [request.sight.projection.token for request in requests_of(cast.actor("internal_partner"))]
        keep(cast, file, consultation.partner)
        after = [request.sight.projection.token for request in requests_of(cast.actor("internal_partner"))]
        assert before == after

    def test_lists_of_requests_are_without_it_too(self, cast: Cast, consultation: Consultation) -> None:
        file = statutes(consultation)
        keep(cast, file, consultation.partner)
        partner = cast.actor("partner")
        for found in (requests_of(partner), requests_on(partner, consultation.dossier.uid)):
            assert not any(str(file.pk) in each.sight.projection.files for each in found)

    def test_a_deed_under_the_lock_is_without_it(self, cast: Cast, consultation: Consultation) -> None:
        file = statutes(consultation)
        keep(cast, file, consultation.partner)
        sight = request_of(cast, "partner", consultation.partner).sight
        assert str(file.pk) not in sight.on(sight.dossier, sight.participation).projection.files

    def test_only_agents_and_only_what_they_see(self, cast: Cast, consultation: Consultation) -> None:
        file = statutes(consultation)
        with pytest.raises(Forbidden):
            keep(cast, file, role="partner")
        other = statutes(dossier_under_consultation(cast))
        agent = cast.actor("agent")
        with pytest.raises(NotYours):
            keep_from(
                actor=agent, sight=as_agent(agent, file.dossier.uid), document_id=other.pk, everybody=True,
                partners=[], key=uuid4(), at=timezone.now(),
            )  # fmt: skip
        with pytest.raises(NotAcceptable):
            keep(cast, file, consultation.withdrawn)
