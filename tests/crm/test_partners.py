"""The Partners panel: what it tells, and chasing, sending again and taking back."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Outbox
from solicitations.models import Solicitation
from tests.casting import Cast, Consultation, filed_dossier
from tests.crm.conftest import opinion_of, text_of, url


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
        assert opinion.papers == []


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

    @pytest.mark.parametrize("which", ["internal", "withdrawn"])
    def test_there_is_nothing_to_replace_for_anybody_else(
        self, agent: Client, consultation: Consultation, which: str
    ) -> None:
        asked = getattr(consultation, which)
        for response in (
            agent.post(url("send_again", consultation.dossier.uid, asked.uid)),
            agent.get(url("send_again", consultation.dossier.uid, asked.uid)),
        ):
            assert response.status_code == 409
            assert "no key that could be replaced" in text_of(response)

    def test_it_says_first_what_it_ends(self, agent: Client, consultation: Consultation) -> None:
        response = agent.get(url("send_again", consultation.dossier.uid, consultation.partner.uid))
        assert response.status_code == 200
        assert "h.dorgeval@cabinet.example) has attached the dossier and loses sight of it" in text_of(
            response
        )
        assert not Solicitation.objects.filter(pk=consultation.partner.pk, participation=None).exists()

    def test_a_wrong_address_is_said_and_kept(self, agent: Client, consultation: Consultation) -> None:
        path = url("send_again", consultation.dossier.uid, consultation.unbound.uid)
        response = agent.post(path, {"email": "nobody at home"})
        assert response.status_code == 422
        assert "nobody at home" in response.text
        assert "This is no e-mail address" in text_of(response)
