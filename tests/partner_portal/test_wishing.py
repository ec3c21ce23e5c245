"""What the holder of a refused key may ask of the service, and what becomes of it."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Event, Invitation, Outbox
from dossiers.outbox import pump
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services import send_again, withdraw
from solicitations.services.wishing import MOST_A_DAY, wish
from tests.casting import Cast, Consultation, dossier_under_consultation, person, sealed_key
from tests.partner_portal.asking import unknown_key

ATTACH, WISH = reverse("partner_portal:attach"), reverse("partner_portal:wish")
TOLD = "The service has been told"


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def key(consultation: Consultation) -> str:
    return consultation.key_of(consultation.unbound)


def wished(client: Client, key: str) -> str:
    """What the page says after a refused key and the button below it."""
    page = client.post(ATTACH, {"key": key})
    assert page.status_code == 422
    assert WISH in page.text
    return client.post(WISH, follow=True).text


def events(consultation: Consultation, kind: EventKind = EventKind.KEY_WANTED) -> list[Event]:
    return list(Event.objects.filter(dossier=consultation.dossier, kind=kind))


def expire(consultation: Consultation) -> None:
    Invitation.objects.filter(pk=consultation.unbound.invitation_id).update(
        expires_at=timezone.now() - dt.timedelta(days=3)
    )


def spoil(cast: Cast, consultation: Consultation, how: str) -> None:
    """Make the key of `unbound` one that is refused."""
    agent, at = cast.actor("agent"), timezone.now()
    sight = as_agent(agent, consultation.dossier.uid)
    if how == "expired":
        expire(consultation)
    elif how == "withdrawn":
        withdraw(actor=agent, sight=sight, solicitation_id=consultation.unbound.pk, key=uuid4(), at=at)
    elif how == "replaced":
        send_again(actor=agent, sight=sight, solicitation_id=consultation.unbound.pk, key=uuid4(), at=at)


class TestANewKey:
    @pytest.mark.parametrize("how", ["expired", "withdrawn", "replaced"])
    def test_it_is_asked_for_from_the_page_that_refuses(
        self, cast: Cast, key: str, consultation: Consultation, how: str
    ) -> None:
        spoil(cast, consultation, how)
        assert TOLD in wished(cast.client("partner_unbound"), key)
        (event,) = events(consultation)
        assert event.user == cast.partner_unbound
        assert event.params["solicitation"] == consultation.unbound.pk
        assert event.params["hint"] == key[:4]

    def test_also_where_somebody_else_has_used_it(self, cast: Cast, consultation: Consultation) -> None:
        wished(cast.client("other_citizen"), consultation.key_of(consultation.partner))
        assert events(consultation)[0].params["solicitation"] == consultation.partner.pk

    @pytest.mark.parametrize("how", ["expired", "withdrawn", "replaced"])
    def test_nothing_of_the_dossier_is_said_to_who_asks(
        self, cast: Cast, key: str, consultation: Consultation, how: str
    ) -> None:
        spoil(cast, consultation, how)
        text = wished(cast.client("other_citizen"), key)
        for secret in (consultation.dossier.reference, "Tréteaux", "Scène", "Benhaddou", "avis_en_cours"):
            assert str(secret) not in text

    def test_the_agent_is_told_by_mail(self, cast: Cast, key: str, consultation: Consultation) -> None:
        pump(at=timezone.now())
        expire(consultation)
        mail.outbox.clear()
        wished(cast.client("partner_unbound"), key)
        pump(at=timezone.now() + dt.timedelta(minutes=1))
        (letter,) = mail.outbox
        assert letter.to == [cast.agent.email]
        assert cast.partner_unbound.email in letter.body
        assert key[:4] in letter.body
        assert key not in letter.body
        assert reverse("crm:partners", args=[consultation.dossier.uid]) in letter.body

    def test_twice_in_a_day_tells_once(self, cast: Cast, key: str, consultation: Consultation) -> None:
        expire(consultation)
        for _each in range(3):
            assert TOLD in wished(cast.client("partner_unbound"), key)
        assert len(events(consultation)) == 1
        assert Outbox.objects.filter(kind="key_wish").count() == 1

    def test_the_next_day_it_can_be_told_again(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        expire(consultation)
        digest = bytes(Invitation.objects.get(pk=consultation.unbound.invitation_id).key_digest)
        actor, now = cast.actor("partner_unbound"), timezone.now()
        told = [wish(actor=actor, digest=digest, at=now + dt.timedelta(hours=hours)) for hours in (0, 20, 25)]
        assert told == [True, False, True]

    def test_many_accounts_with_one_key_do_not_fill_the_agents_mailbox(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        expire(consultation)
        digest = bytes(Invitation.objects.get(pk=consultation.unbound.invitation_id).key_digest)
        for number in range(MOST_A_DAY + 3):
            actor = cast.actor(person("Une Autre", f"autre{number}@example.org"))
            wish(actor=actor, digest=digest, at=timezone.now())
        assert len(events(consultation)) == MOST_A_DAY

    @pytest.mark.parametrize("typed", ["unknown", "malformed"])
    def test_there_is_nothing_to_ask_about_a_key_that_is_none(
        self, cast: Cast, consultation: Consultation, typed: str
    ) -> None:
        client = cast.client("partner_unbound")
        page = client.post(ATTACH, {"key": unknown_key() if typed == "unknown" else "7KQ2"})
        assert WISH not in page.text
        assert TOLD not in client.post(WISH, follow=True).text
        assert not Outbox.objects.filter(kind="key_wish").exists()

    def test_a_key_that_works_again_meanwhile_is_no_reason(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        expire(consultation)
        client = cast.client("partner_unbound")
        client.post(ATTACH, {"key": key})
        Invitation.objects.update(expires_at=timezone.now() + dt.timedelta(days=3))
        client.post(WISH)
        assert not events(consultation)

    def test_a_key_of_elsewhere_is_not_known_here(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        expire(consultation)
        digest = bytes(Invitation.objects.get(pk=consultation.unbound.invitation_id).key_digest)
        actor = cast.actor("partner_unbound", cast.other_organisation)
        assert not wish(actor=actor, digest=digest, at=timezone.now())
        assert not wish(actor=cast.actor("nobody"), digest=digest, at=timezone.now())


class TestAnotherAccount:
    def test_it_offers_itself_and_binds_nothing(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client = cast.client("other_citizen")
        page = client.post(ATTACH, {"key": key})
        assert "Ask that this account be accepted" in page.text
        assert TOLD in client.post(WISH, follow=True).text
        (event,) = events(consultation, EventKind.ACCOUNT_OFFERED)
        assert event.user == cast.other_citizen
        assert client.post(ATTACH, {"key": key}).status_code == 422

    def test_once_accepted_it_binds_the_same_key_once(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client = cast.client("other_citizen")
        wished(client, key)
        answered(cast, consultation, "accept_account")
        assert client.post(ATTACH, {"key": key}).status_code == 302
        assert Solicitation.objects.get(pk=consultation.unbound.pk).participation.user == cast.other_citizen
        assert cast.client("partner_unbound").post(ATTACH, {"key": key}).status_code == 422

    def test_not_accepted_it_binds_nothing(self, cast: Cast, key: str, consultation: Consultation) -> None:
        client = cast.client("other_citizen")
        wished(client, key)
        answered(cast, consultation, "decline_account")
        assert client.post(ATTACH, {"key": key}).status_code == 422
        assert cast.client("partner_unbound").post(ATTACH, {"key": key}).status_code == 302

    @pytest.mark.parametrize(
        ("answer", "said"), [("accept_account", "accepts your"), ("decline_account", "does not accept")]
    )
    def test_it_is_told_by_a_mail_without_key_and_reference(
        self, cast: Cast, key: str, consultation: Consultation, answer: str, said: str
    ) -> None:
        wished(cast.client("other_citizen"), key)
        answered(cast, consultation, answer)
        pump(at=timezone.now() + dt.timedelta(minutes=1))
        (letter,) = (each for each in mail.outbox if each.to == [cast.other_citizen.email])
        assert said in letter.body
        assert key not in letter.body
        assert str(consultation.dossier.reference) not in letter.subject + letter.body

    def test_a_key_sent_again_is_for_the_first_address(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        wished(cast.client("other_citizen"), key)
        answered(cast, consultation, "accept_account")
        spoil(cast, consultation, "replaced")
        again = sealed_key(Solicitation.objects.get(pk=consultation.unbound.pk))
        assert cast.client("other_citizen").post(ATTACH, {"key": again}).status_code == 422
        assert cast.client("partner_unbound").post(ATTACH, {"key": again}).status_code == 302


def answered(cast: Cast, consultation: Consultation, answer: str) -> None:
    (event,) = events(consultation, EventKind.ACCOUNT_OFFERED)
    path = reverse(f"crm:{answer}", args=[consultation.dossier.uid, consultation.unbound.uid, event.number])
    assert cast.client("agent").post(path).status_code == 302
