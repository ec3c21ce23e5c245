"""Chasing who owes, switching reminders, taking a request back, and what is new: as the agent does it."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Outbox
from solicitations.models import Reminder, Solicitation
from tests.casting import Cast, Consultation, filed_dossier
from tests.crm.conftest import key_in, opinion_of, sent, text_of, url


class TestNotify:
    def test_it_shows_first_who_would_be_chased(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("remind", consultation.dossier.uid)))
        for asked in (consultation.internal, consultation.partner, consultation.unbound):
            assert f'value="{asked.uid}" checked' in page
        assert "not reminded yet" in page
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

    def test_it_chases_those_who_are_ticked_with_a_word_of_the_agents_own(
        self, agent: Client, consultation: Consultation
    ) -> None:
        address = url("remind", consultation.dossier.uid)
        values = sent(
            text_of(agent.get(address)), partner=[str(consultation.partner.uid)], words="Jeudi au plus tard."
        )
        assert "1 partner is notified: Me d&#x27;Orgeval." in text_of(
            agent.post(address, values, follow=True)
        )
        assert Reminder.objects.get().words == "Jeudi au plus tard."

    def test_with_nobody_ticked_what_was_typed_stays(self, agent: Client, consultation: Consultation) -> None:
        address = url("remind", consultation.dossier.uid)
        response = agent.post(address, {"choosing": "yes", "words": "Jeudi."})
        assert response.status_code == 422
        assert "Choose at least one partner." in text_of(response)
        assert "Jeudi.</textarea>" in text_of(response)

    def test_words_without_end_stay_too(self, agent: Client, consultation: Consultation) -> None:
        response = agent.post(url("remind", consultation.dossier.uid), {"words": "b" * 1001})
        assert response.status_code == 422
        assert "b" * 1001 in text_of(response)

    def test_a_double_press_chases_once(self, agent: Client, consultation: Consultation) -> None:
        values = {"idempotency_key": str(uuid4())}
        assert [
            agent.post(url("remind", consultation.dossier.uid), values).status_code for _ in range(2)
        ] == [302, 302]
        assert Outbox.objects.filter(kind="reminder").count() == 3

    def test_a_second_time_on_the_same_day_asks_for_a_confirmation(
        self, agent: Client, consultation: Consultation
    ) -> None:
        address = url("remind", consultation.dossier.uid)
        values = {"choosing": "yes", "partner": [str(consultation.partner.uid)], "words": "Encore."}
        agent.post(address, values | {"idempotency_key": str(uuid4())})
        page = text_of(agent.get(address))
        assert "reminded today already" in page
        assert f'value="{consultation.partner.uid}">' in page
        asked = agent.post(address, values | {"idempotency_key": str(uuid4())})
        assert asked.status_code == 409
        assert "Notify all the same" in text_of(asked)
        assert "Encore.</textarea>" in text_of(asked)
        assert f'value="{consultation.partner.uid}" checked' in text_of(asked)
        assert Outbox.objects.filter(kind="reminder").count() == 1
        again = sent(text_of(asked), partner=values["partner"], again="on")
        assert agent.post(address, again).status_code == 302
        assert Outbox.objects.filter(kind="reminder").count() == 2

    @pytest.mark.parametrize(
        "partner", ["", "x", "\x00", "' OR 1=1 --", "00000000-0000-4000-8000-000000000000"]
    )
    def test_no_value_breaks_it(self, agent: Client, consultation: Consultation, partner: str) -> None:
        response = agent.post(
            url("remind", consultation.dossier.uid), {"choosing": "yes", "partner": [partner]}
        )
        assert response.status_code == 422

    @pytest.mark.parametrize("verb", ["get", "post"])
    def test_with_nobody_owing_it_says_so(self, cast: Cast, agent: Client, verb: str) -> None:
        response = getattr(agent, verb)(url("remind", filed_dossier(cast).uid))
        assert response.status_code == 409
        assert "there is nobody to notify" in text_of(response)


class TestReminders:
    def test_the_panel_says_when_the_next_one_goes_out(
        self, agent: Client, consultation: Consultation
    ) -> None:
        page = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert page.count("Next automatic reminder on") == 3

    def test_they_are_switched_off_and_on(self, agent: Client, consultation: Consultation) -> None:
        address = url("reminders", consultation.dossier.uid, consultation.partner.uid)
        page = text_of(agent.post(address, {"to": "off"}, follow=True))
        assert "Me d&#x27;Orgeval is no longer reminded automatically." in page
        assert "Automatic reminders are switched off for this request" in page
        assert page.count("Next automatic reminder on") == 2
        page = text_of(agent.post(address, {"to": "on"}, follow=True))
        assert page.count("Next automatic reminder on") == 3

    def test_there_are_none_of_who_owes_nothing(self, agent: Client, consultation: Consultation) -> None:
        address = url("reminders", consultation.dossier.uid, consultation.withdrawn.uid)
        assert agent.post(address, {"to": "off"}).status_code == 409


class TestWithdraw:
    def test_it_asks_first(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("withdraw", consultation.dossier.uid, consultation.partner.uid)))
        assert "Withdraw the request to Me d&#x27;Orgeval?" in page
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == "attached"

    def test_it_takes_the_request_back(self, agent: Client, consultation: Consultation) -> None:
        address = url("withdraw", consultation.dossier.uid, consultation.partner.uid)
        values = sent(text_of(agent.get(address)), reason="Ce n'est plus nécessaire.")
        assert "is withdrawn" in text_of(agent.post(address, values, follow=True))
        assert agent.post(address, values).status_code == 302
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == "withdrawn"
        page = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert "0 of 2 replies in" in page
        assert "Ce n&#x27;est plus nécessaire." in page

    def test_a_word_that_is_too_long_is_kept(self, agent: Client, consultation: Consultation) -> None:
        address = url("withdraw", consultation.dossier.uid, consultation.partner.uid)
        response = agent.post(address, {"reason": "c" * 2001})
        assert response.status_code == 422
        assert "c" * 2001 in text_of(response)
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == "attached"

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
        for name in ("withdraw", "reminders"):
            assert agent.post(url(name, other.uid, consultation.partner.uid)).status_code == 404


class TestNewReplies:
    def test_they_stand_on_the_first_page_until_they_are_seen(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        home = reverse("wagtailadmin_home")
        assert "New replies" not in text_of(agent.get(home))
        opinion_of(cast, "internal_partner", consultation.internal, "favorable")
        page = text_of(agent.get(home))
        assert "New replies" in page
        assert "Paul Xiong" in page
        assert agent.post(url("replies_seen"), sent(page)).status_code == 302
        assert "New replies" not in text_of(agent.get(home))

    def test_it_is_said_who_asked_where_it_was_another_agent(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        opinion_of(cast, "internal_partner", consultation.internal, "favorable")
        assert "asked by" not in text_of(agent.get(reverse("wagtailadmin_home")))
        Solicitation.objects.filter(pk=consultation.internal.pk).update(asked_by=cast.admin)
        assert "asked by Odile Ferrand" in text_of(agent.get(reverse("wagtailadmin_home")))

    @pytest.mark.parametrize("until", ["", "x", "2026-13-45", "2026-01-01", "9" * 500, "\x00"])
    def test_no_value_breaks_it(self, agent: Client, until: str) -> None:
        assert agent.post(url("replies_seen"), {"until": until}).status_code == 302

    def test_nobody_is_shown_further_than_now(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        far = (timezone.now() + dt.timedelta(days=400)).isoformat()
        agent.post(url("replies_seen"), {"until": far})
        opinion_of(cast, "internal_partner", consultation.internal, "favorable")
        assert "New replies" in text_of(agent.get(reverse("wagtailadmin_home")))
