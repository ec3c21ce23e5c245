"""The Partners panel: what it tells, and chasing, sending again and taking back."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Outbox
from solicitations.models import Solicitation
from tests.casting import Cast, Consultation, filed_dossier
from tests.crm.conftest import key_in, opinion_of, text_of, url


class TestPanel:
    def test_it_counts_the_replies_of_those_who_are_still_asked(
        self, agent: Client, consultation: Consultation
    ) -> None:
        assert "0 of 3 replies in" in text_of(agent.get(url("partners", consultation.dossier.uid)))

    def test_it_tells_what_became_of_each_key(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("partners", consultation.dossier.uid)))
        bound, unbound = consultation.partner.invitation, consultation.unbound.invitation
        assert bound
        assert unbound
        assert f"Key {bound.hint}-… is on its way to h…@cabinet.example" in page
        assert "by Hélène d&#x27;Orgeval" in page
        assert f"Key {unbound.hint}-…" in page
        assert "Not attached yet; the key is good until" in page

    def test_no_key_is_ever_on_it(self, agent: Client, consultation: Consultation) -> None:
        for tab in ("partners", "history", "dossier"):
            page = text_of(agent.get(url(tab, consultation.dossier.uid)))
            assert not [key for key in consultation.keys.values() if key[5:] in page]

    def test_it_says_when_a_key_was_sent_or_could_not_be(
        self, agent: Client, consultation: Consultation
    ) -> None:
        mails = Outbox.objects.filter(kind="key")
        mails.update(state="done", done_at=timezone.now())
        assert "sent on" in text_of(agent.get(url("partners", consultation.dossier.uid)))
        mails.update(state="human")
        assert "could not be sent to" in text_of(agent.get(url("partners", consultation.dossier.uid)))

    def test_it_marks_a_reply_past_its_date(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert "overdue</span>" not in page
        Solicitation.objects.filter(pk=consultation.partner.pk).update(
            due_on=timezone.localdate() - dt.timedelta(days=1)
        )
        assert "overdue</span>" in text_of(agent.get(url("partners", consultation.dossier.uid)))

    def test_it_says_when_partners_cannot_see_the_dossier(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        assert "partners do not see the dossier" not in text_of(
            agent.get(url("partners", consultation.dossier.uid))
        )
        agent.post(url("move", consultation.dossier.uid), {"to": "a_completer"})
        assert "partners do not see the dossier" in text_of(
            agent.get(url("partners", consultation.dossier.uid))
        )

    def test_it_says_so_when_nobody_was_asked(self, cast: Cast, agent: Client) -> None:
        assert "Nobody has been asked yet" in text_of(agent.get(url("partners", filed_dossier(cast).uid)))

    def test_it_shows_verdict_reasons_and_file(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        opinion = opinion_of(
            cast, "internal_partner", consultation.internal, "favorable_sous_reserve", "Limiter."
        )
        page = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert "1 of 3 replies in" in page
        assert "Favorable sous réserve" in page
        assert "Limiter." in page
        assert opinion.document is None


class TestRemind:
    def test_it_shows_first_who_would_be_chased(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("remind", consultation.dossier.uid)))
        assert "Notify 3 partners?" in page
        assert "Haddad Expertise" not in page
        assert not Solicitation.objects.exclude(reminded_at=None).exists()

    def test_it_chases_those_who_owe_and_nobody_else(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        opinion_of(cast, "internal_partner", consultation.internal, "favorable")
        address = url("remind", consultation.dossier.uid)
        response = agent.post(address, {"idempotency_key": key_in(text_of(agent.get(address)))}, follow=True)
        assert "2 partners are notified" in text_of(response)
        reminded = set(Solicitation.objects.exclude(reminded_at=None).values_list("pk", flat=True))
        assert reminded == {consultation.partner.pk, consultation.unbound.pk}
        assert Outbox.objects.filter(kind="reminder").count() == 2

    def test_a_double_press_chases_once(self, agent: Client, consultation: Consultation) -> None:
        values = {"idempotency_key": str(uuid4())}
        assert [
            agent.post(url("remind", consultation.dossier.uid), values).status_code for _ in range(2)
        ] == [302, 302]
        assert Outbox.objects.filter(kind="reminder").count() == 3

    @pytest.mark.parametrize("verb", ["get", "post"])
    def test_with_nobody_owing_it_says_so(self, cast: Cast, agent: Client, verb: str) -> None:
        response = getattr(agent, verb)(url("remind", filed_dossier(cast).uid))
        assert response.status_code == 409
        assert "there is nobody to notify" in text_of(response)


class TestSendAgain:
    def test_it_replaces_the_key(self, agent: Client, consultation: Consultation) -> None:
        old = consultation.unbound.invitation
        response = agent.post(
            url("send_again", consultation.dossier.uid, consultation.unbound.uid), follow=True
        )
        assert "A new key is on its way to Scène Sûre" in text_of(response)
        now = Solicitation.objects.get(pk=consultation.unbound.pk).invitation
        assert old
        assert now
        assert now.pk != old.pk
        old.refresh_from_db()
        assert old.revoked_at is not None

    @pytest.mark.parametrize("which", ["internal", "partner", "withdrawn"])
    def test_there_is_nothing_to_replace_for_anybody_else(
        self, agent: Client, consultation: Consultation, which: str
    ) -> None:
        asked = getattr(consultation, which)
        response = agent.post(url("send_again", consultation.dossier.uid, asked.uid))
        assert response.status_code == 409
        assert "there is none to replace" in text_of(response)

    def test_it_takes_no_other_verb(self, agent: Client, consultation: Consultation) -> None:
        assert (
            agent.get(url("send_again", consultation.dossier.uid, consultation.unbound.uid)).status_code
            == 405
        )


class TestWithdraw:
    def test_it_asks_first(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("withdraw", consultation.dossier.uid, consultation.partner.uid)))
        assert "Withdraw the request to Me d&#x27;Orgeval?" in page
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == "attached"

    def test_it_takes_the_request_back(self, agent: Client, consultation: Consultation) -> None:
        address = url("withdraw", consultation.dossier.uid, consultation.partner.uid)
        values = {"idempotency_key": key_in(text_of(agent.get(address)))}
        assert "is withdrawn" in text_of(agent.post(address, values, follow=True))
        assert agent.post(address, values).status_code == 302
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == "withdrawn"
        assert "0 of 2 replies in" in text_of(agent.get(url("partners", consultation.dossier.uid)))

    @pytest.mark.parametrize("verb", ["get", "post"])
    def test_what_owes_nothing_is_not_withdrawn(
        self, agent: Client, consultation: Consultation, verb: str
    ) -> None:
        response = getattr(agent, verb)(url("withdraw", consultation.dossier.uid, consultation.withdrawn.uid))
        assert response.status_code == 409

    def test_a_request_of_another_dossier_is_not_here(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        other = filed_dossier(cast)
        for name in ("withdraw", "send_again"):
            assert agent.post(url(name, other.uid, consultation.partner.uid)).status_code == 404
