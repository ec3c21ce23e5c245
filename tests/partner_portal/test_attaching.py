"""The key's page, case by case of SECURITY.md §4."""

import datetime as dt
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from dossiers.enums import EventKind
from dossiers.models import Event, Invitation, KeyAttempt, Participation
from dossiers.outbox import pump
from dossiers.services.inviting import KEY_MESSAGES
from dossiers.sights import as_agent
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.services import send_again, withdraw
from tests.casting import Cast, Consultation, dossier_under_consultation, moved, sealed_key
from tests.partner_portal.asking import unknown_key

ATTACH = reverse("partner_portal:attach")


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def key(consultation: Consultation) -> str:
    """The key that `partner_unbound` has been sent."""
    return consultation.key_of(consultation.unbound)


class TestThePage:
    def test_it_is_open_to_everybody(self, cast: Cast) -> None:
        for role in ("nobody", "citizen", "partner"):
            assert cast.client(role).get(ATTACH).status_code == 200

    def test_it_is_kept_by_nobody_and_tells_nobody_else(self, cast: Cast) -> None:
        headers = cast.client("nobody").get(ATTACH).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "unsafe-inline" not in headers["Content-Security-Policy"]

    def test_no_browser_is_to_remember_the_key(self, cast: Cast) -> None:
        assert 'autocomplete="off"' in cast.client("nobody").get(ATTACH).text

    def test_looking_redeems_nothing(self, cast: Cast, key: str, consultation: Consultation) -> None:
        client = cast.client("partner_unbound")
        client.get(ATTACH, {"key": key})
        client.head(f"{ATTACH}?key={key}")
        assert Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to is None

    def test_it_takes_no_other_verb(self, cast: Cast) -> None:
        assert cast.client("partner").put(ATTACH).status_code == 405
        assert cast.client("partner").get(reverse("partner_portal:another_account")).status_code == 405


class TestARightKey:
    def test_it_opens_the_request(self, cast: Cast, key: str, consultation: Consultation) -> None:
        response = cast.client("partner_unbound").post(ATTACH, {"key": key}, follow=True)
        assert response.redirect_chain == [
            (reverse("partner_portal:request", args=[consultation.unbound.uid]), 302)
        ]
        assert response.status_code == 200
        assert Solicitation.objects.get(pk=consultation.unbound.pk).state == State.ATTACHED

    @pytest.mark.parametrize("typed", ["lower", "spaces", "full-width", "bare"])
    def test_it_is_forgiven_how_it_is_typed(
        self, cast: Cast, key: str, consultation: Consultation, typed: str
    ) -> None:
        wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
        ways = {
            "lower": key.lower().replace("0", "o").replace("1", "l"),
            "spaces": f"  {key.replace('-', ' ')} ",
            "full-width": key.translate(wide),
            "bare": key.replace("-", ""),
        }
        cast.client("partner_unbound").post(ATTACH, {"key": ways[typed]})
        assert Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to == cast.partner_unbound

    def test_pressing_twice_gives_one_participation(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client, before = cast.client("partner_unbound"), Participation.objects.count()
        first, second = client.post(ATTACH, {"key": key}), client.post(ATTACH, {"key": key})
        assert first.headers["Location"] == second.headers["Location"]
        assert Participation.objects.count() == before + 1

    def test_it_leaves_a_line_in_the_history(self, cast: Cast, key: str, consultation: Consultation) -> None:
        cast.client("partner_unbound").post(ATTACH, {"key": key})
        event = Event.objects.filter(dossier=consultation.dossier, kind=EventKind.BOUND).latest("number")
        assert event.user == cast.partner_unbound
        assert event.params["hint"] == key[:4]

    def test_a_dossier_closed_to_partners_is_attached_and_not_shown(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, consultation.dossier.uid), "a_completer")
        client = cast.client("partner_unbound")
        response = client.post(ATTACH, {"key": key}, follow=True)
        assert response.redirect_chain == [(reverse("partner_portal:attached"), 302)]
        assert "the service will open it to you" in response.text
        assert str(consultation.dossier.reference) not in response.text
        assert str(consultation.dossier.reference) not in client.get(reverse("partner_portal:requests")).text

    def test_the_page_that_says_so_is_for_who_has_just_attached(self, cast: Cast) -> None:
        response = cast.client("partner").get(reverse("partner_portal:attached"))
        assert response.headers["Location"] == reverse("partner_portal:requests")


def refused(client: Client, key: str, reason: str) -> str:
    response = client.post(ATTACH, {"key": key})
    assert response.status_code == 422
    text = response.text.replace("&#x27;", "'")
    assert str(KEY_MESSAGES[reason]) in text
    return text


class TestARefusedKey:
    def test_a_mistyped_one_stays_in_the_box_and_counts_as_no_try(self, cast: Cast, key: str) -> None:
        typed = key[:-1] + ("A" if key[-1] != "A" else "B")
        for _each in range(8):
            text = refused(cast.client("partner_unbound"), typed, "malformed")
        assert f'value="{typed}"' in text
        assert not KeyAttempt.objects.exists()

    @pytest.mark.parametrize("typed", ["", "   ", "\x00", "7KQ2", "é" * 300, "A" * 100_000, "<script>"])
    def test_nonsense_is_no_fault(self, cast: Cast, typed: str) -> None:
        response = cast.client("partner").post(ATTACH, {"key": typed})
        assert response.status_code == 422
        assert "<script>" not in response.text.replace('<script src="', "")

    def test_an_unknown_one(self, cast: Cast, consultation: Consultation) -> None:
        refused(cast.client("partner"), unknown_key(), "unknown")
        assert KeyAttempt.objects.count() == 1

    def test_an_expired_one_says_since_when(self, cast: Cast, key: str, consultation: Consultation) -> None:
        past = timezone.now() - dt.timedelta(days=3)
        Invitation.objects.filter(pk=consultation.unbound.invitation_id).update(expires_at=past)
        text = refused(cast.client("partner_unbound"), key, "expired")
        assert "It expired on" in text

    def test_a_used_one_says_whom_to_tell(self, cast: Cast, consultation: Consultation) -> None:
        text = refused(cast.client("partner_unbound"), consultation.key_of(consultation.partner), "used")
        assert "mairie@ville.example" in text
        assert "use another account" in text

    def test_one_for_another_address(self, cast: Cast, key: str, consultation: Consultation) -> None:
        text = refused(cast.client("other_citizen"), key, "other_address")
        assert "noe.tanguy@example.org" in text
        assert Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to is None

    def test_a_withdrawn_one_says_since_when(self, cast: Cast, key: str, consultation: Consultation) -> None:
        agent = cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, consultation.dossier.uid),
            solicitation_id=consultation.unbound.pk, key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        assert "It was withdrawn on" in refused(cast.client("partner_unbound"), key, "withdrawn")

    def test_one_that_a_newer_key_replaced(self, cast: Cast, key: str, consultation: Consultation) -> None:
        agent = cast.actor("agent")
        again = send_again(
            actor=agent, sight=as_agent(agent, consultation.dossier.uid),
            solicitation_id=consultation.unbound.pk, key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        client = cast.client("partner_unbound")
        refused(client, key, "replaced")
        assert client.post(ATTACH, {"key": sealed_key(again)}).status_code == 302

    def test_two_accounts_with_one_key_the_second_is_told(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        Invitation.objects.filter(pk=consultation.unbound.invitation_id).update(strict=False)
        assert cast.client("partner").post(ATTACH, {"key": key}).status_code == 302
        refused(cast.client("partner_unbound"), key, "used")
        assert Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to == cast.partner

    @pytest.mark.parametrize("reason", ["used", "other_address"])
    def test_none_says_anything_of_the_dossier(
        self, cast: Cast, key: str, consultation: Consultation, reason: str
    ) -> None:
        sent = {"used": consultation.key_of(consultation.partner), "other_address": key}[reason]
        text = refused(cast.client("other_citizen"), sent, reason)
        for secret in (consultation.dossier.reference, "Tréteaux", "subvention", "d'Orgeval", "Scène"):
            assert str(secret) not in text

    @pytest.mark.parametrize("reason", ["used", "other_address"])
    def test_the_agent_can_read_that_it_was_tried(
        self, cast: Cast, key: str, consultation: Consultation, reason: str
    ) -> None:
        sent = {"used": consultation.key_of(consultation.partner), "other_address": key}[reason]
        refused(cast.client("other_citizen"), sent, reason)
        event = Event.objects.filter(dossier=consultation.dossier).latest("number")
        assert (event.kind, event.params["reason"]) == (EventKind.KEY_TRIED, reason)
        assert event.user == cast.other_citizen

    def test_a_key_of_another_organisation_is_unknown_here(
        self, cast: Cast, key: str, settings: Settings
    ) -> None:
        settings.ALLOWED_HOSTS = ["grandlieu.example"]
        client = cast.client("partner_unbound")
        response = client.post(ATTACH, {"key": key}, headers={"host": "grandlieu.example"})
        assert str(KEY_MESSAGES["unknown"]) in response.text


class TestTooManyTries:
    def test_after_five_unknown_keys_the_sixth_is_not_looked_at(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client = cast.client("partner_unbound")
        for _each in range(5):
            refused(client, unknown_key(), "unknown")
        response = client.post(ATTACH, {"key": key})
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 60
        assert "You can try again at" in response.text
        assert f'value="{key}"' in response.text
        assert Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to is None

    def test_a_right_key_works_when_the_time_has_come(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client = cast.client("partner_unbound")
        for _each in range(5):
            refused(client, unknown_key(), "unknown")
        KeyAttempt.objects.update(at=timezone.now() - dt.timedelta(minutes=2))
        assert client.post(ATTACH, {"key": key}).status_code == 302

    def test_proxies_that_are_not_ours_cannot_lend_an_address(self, cast: Cast) -> None:
        client = cast.client("partner")
        client.post(ATTACH, {"key": unknown_key()}, headers={"x-forwarded-for": "203.0.113.9"})
        assert KeyAttempt.objects.get().network == "127.0.0.1"


def test_the_link_of_the_letter_leads_here_with_the_key_after_the_sign_no_browser_sends(
    cast: Cast, key: str, consultation: Consultation
) -> None:
    pump(at=timezone.now())
    letter = next(
        each for each in mail.outbox if each.to == [cast.partner_unbound.email] and key in each.body
    )
    assert f"{settings.BASE_URL}{ATTACH}#{key}" in letter.body
