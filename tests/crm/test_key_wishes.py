"""What the Partners panel shows of refused keys, and the agent's answers."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Event, Invitation
from solicitations.models import Solicitation
from solicitations.services.wishing import wish
from tests.casting import Cast, Consultation, filed_dossier, sealed_key
from tests.crm.conftest import text_of, url

ANSWERS = ("accept_account", "decline_account")


def wished(cast: Cast, consultation: Consultation, role: str = "other_citizen") -> int:
    """Somebody asks about the key of `unbound`: the number of the event."""
    invitation = Invitation.objects.get(pk=consultation.unbound.invitation_id)
    assert wish(actor=cast.actor(role), digest=bytes(invitation.key_digest), at=timezone.now())
    number: int = Event.objects.filter(dossier=consultation.dossier).latest("number").number
    return number


def expired(consultation: Consultation) -> None:
    Invitation.objects.filter(pk=consultation.unbound.invitation_id).update(
        expires_at=timezone.now() - dt.timedelta(days=1)
    )


def panel(agent: Client, consultation: Consultation) -> str:
    return text_of(agent.get(url("partners", consultation.dossier.uid)))


class TestANewKey:
    def test_the_panel_says_who_wants_one_and_offers_to_send_it(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        assert "asked for a key" not in panel(agent, consultation)
        expired(consultation)
        wished(cast, consultation, "partner_unbound")
        page = panel(agent, consultation)
        assert "asked for a key</span>" in page
        assert "Yann Quéméneur (y.quemeneur@scene-sure.example) asked on" in page
        assert url("send_again", consultation.dossier.uid, consultation.unbound.uid) in page

    def test_the_mark_goes_when_one_is_sent_and_the_line_stays(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        expired(consultation)
        wished(cast, consultation, "partner_unbound")
        agent.post(url("send_again", consultation.dossier.uid, consultation.unbound.uid))
        page = panel(agent, consultation)
        assert "asked for a key</span>" not in page
        assert "(y.quemeneur@scene-sure.example) asked on" in page

    def test_it_is_in_the_history(self, cast: Cast, agent: Client, consultation: Consultation) -> None:
        expired(consultation)
        wished(cast, consultation, "partner_unbound")
        assert "asked for a new key instead of" in text_of(
            agent.get(url("history", consultation.dossier.uid))
        )


class TestAnotherAccount:
    def test_the_panel_names_it_and_asks(self, cast: Cast, agent: Client, consultation: Consultation) -> None:
        number = wished(cast, consultation)
        page = panel(agent, consultation)
        assert "Noé Tanguy (noe.tanguy@example.org) asked on" in page
        for name in ANSWERS:
            assert url(name, consultation.dossier.uid, consultation.unbound.uid, number) in page

    @pytest.mark.parametrize(
        ("name", "said"), [("accept_account", "accepted"), ("decline_account", "not accepted")]
    )
    def test_an_answer_is_kept_and_told_in_the_history(
        self, cast: Cast, agent: Client, consultation: Consultation, name: str, said: str
    ) -> None:
        path = url(name, consultation.dossier.uid, consultation.unbound.uid, wished(cast, consultation))
        page = text_of(agent.post(path, follow=True))
        assert f"-…: {said}" in " ".join(page.split())
        assert "Accept this account" not in page
        history = text_of(agent.get(url("history", consultation.dossier.uid)))
        assert "the account of Noé Tanguy for the key" in history

    @pytest.mark.parametrize("name", ANSWERS)
    def test_a_double_press_answers_once_and_the_other_answer_comes_too_late(
        self, cast: Cast, agent: Client, consultation: Consultation, name: str
    ) -> None:
        number = wished(cast, consultation)
        path = url(name, consultation.dossier.uid, consultation.unbound.uid, number)
        assert [agent.post(path).status_code for _ in range(2)] == [302, 302]
        (other,) = set(ANSWERS) - {name}
        late = agent.post(url(other, consultation.dossier.uid, consultation.unbound.uid, number))
        assert late.status_code == 409
        assert "answered already" in text_of(late)

    @pytest.mark.parametrize("reason", ["expired", "replaced"])
    def test_what_can_no_longer_be_used_is_not_accepted(
        self, cast: Cast, agent: Client, consultation: Consultation, reason: str
    ) -> None:
        number = wished(cast, consultation)
        if reason == "expired":
            expired(consultation)
        else:
            agent.post(url("send_again", consultation.dossier.uid, consultation.unbound.uid))
        path = url("accept_account", consultation.dossier.uid, consultation.unbound.uid, number)
        assert agent.post(path).status_code == 409

    @pytest.mark.parametrize("name", ANSWERS)
    def test_it_is_there_under_its_own_dossier_and_request_only(
        self, cast: Cast, agent: Client, consultation: Consultation, name: str
    ) -> None:
        number, other = wished(cast, consultation), filed_dossier(cast)
        for dossier, asked, which in (
            (other.uid, consultation.unbound.uid, number),
            (consultation.dossier.uid, consultation.partner.uid, number),
            (consultation.dossier.uid, consultation.unbound.uid, number - 1),
        ):
            assert agent.post(url(name, dossier, asked, which)).status_code == 404
        assert not Event.objects.filter(kind__startswith="account_", user=cast.agent).exists()

    @pytest.mark.parametrize("role", ["agent_elsewhere", "internal_partner", "admin", "partner"])
    def test_it_is_for_agents_of_ours(self, cast: Cast, consultation: Consultation, role: str) -> None:
        path = url(
            "accept_account", consultation.dossier.uid, consultation.unbound.uid, wished(cast, consultation)
        )
        assert cast.client(role).post(path).status_code in (302, 404)
        assert not Event.objects.filter(kind="account_accepted").exists()


class TestTheTimeLine:
    def test_it_tells_in_order_what_became_of_each_key(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        uid, asked = consultation.dossier.uid, consultation.unbound
        first = consultation.key_of(asked)
        stranger = cast.client("other_citizen")
        stranger.post(reverse("partner_portal:attach"), {"key": first})
        agent.post(url("send_again", uid, asked.uid))
        second = sealed_key(Solicitation.objects.get(pk=asked.pk))
        cast.client("partner_unbound").post(reverse("partner_portal:attach"), {"key": second})
        page = panel(agent, consultation)
        told = [
            f"had the key {first[:4]}-… sent.",
            f"Noé Tanguy tried the key {first[:4]}-… without success",
            f"had a new key, {second[:4]}-…, sent to",
            f"Yann Quéméneur attached the dossier with the key {second[:4]}-…",
        ]
        places = [page.index(each) for each in told]
        assert places == sorted(places)
        assert first not in page
        assert second not in page

    def test_each_request_has_its_own(self, agent: Client, consultation: Consultation) -> None:
        hint = consultation.key_of(consultation.unbound)[:4]
        assert panel(agent, consultation).count(f"had the key {hint}-… sent.") == 1

    def test_a_colleague_without_a_key_has_none(self, agent: Client, consultation: Consultation) -> None:
        assert panel(agent, consultation).count("Time line of the key") == 3
