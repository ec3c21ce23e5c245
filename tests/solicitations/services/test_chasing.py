"""Notifying whom an agent chooses, taking back, each with a word of their own; who hears of replies."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Forbidden
from accounts.services import appoint
from dossiers.models import Outbox
from dossiers.services import NotAcceptable
from dossiers.sights import as_agent
from solicitations import agent_letters, letters
from solicitations.enums import State
from solicitations.models import RepliesSeen, Solicitation
from solicitations.new_replies import new_replies
from solicitations.services import remind, switch_reminders, withdraw
from solicitations.services.asking import NothingOwed
from solicitations.services.chasing import LONGEST_WORDS, RemindedToday
from solicitations.services.looking import see_replies
from solicitations.withdrawn import words_for
from tests.casting import Cast, Consultation, dossier_under_consultation, person
from tests.solicitations.services.test_following import asked_one, opinion_on


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def pressed(cast: Cast, stage: Consultation, role: str = "agent", **how: object) -> list[str]:
    sight = as_agent(cast.actor("agent"), stage.dossier.uid)
    found = remind(actor=cast.actor(role), sight=sight, **{"key": uuid4(), "at": timezone.now(), **how})  # type: ignore[arg-type]
    return sorted(each.scope for each in found)


def taken_back(cast: Cast, asked: Solicitation, reason: str) -> Solicitation:
    agent = cast.actor("agent")
    return withdraw(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk, key=uuid4(),
        at=timezone.now(), reason=reason,
    )  # fmt: skip


class TestNotify:
    def test_only_those_chosen_get_it(self, cast: Cast, stage: Consultation) -> None:
        assert pressed(cast, stage, chosen=[stage.partner.uid]) == ["juridique"]
        (row,) = Outbox.objects.filter(kind="reminder")
        assert row.refs["solicitation"] == stage.partner.pk

    def test_who_replied_meanwhile_is_left_out(self, cast: Cast, stage: Consultation) -> None:
        opinion_on(cast, "internal_partner", stage.internal)
        assert pressed(cast, stage, chosen=[stage.internal.uid, stage.partner.uid]) == ["juridique"]
        with pytest.raises(NothingOwed):
            pressed(cast, stage, chosen=[stage.internal.uid])

    def test_the_agents_own_words_stand_in_the_mail_and_nowhere_in_its_row(
        self, cast: Cast, stage: Consultation
    ) -> None:
        pressed(cast, stage, chosen=[stage.partner.uid], words="La commission se réunit jeudi.")
        row = Outbox.objects.get(kind="reminder")
        assert "jeudi" not in str(row.refs)
        letter = letters.reminder(row, "")
        assert letter is not None
        assert "La commission se réunit jeudi." in letter.body

    def test_words_that_are_too_long_are_refused(self, cast: Cast, stage: Consultation) -> None:
        with pytest.raises(NotAcceptable):
            pressed(cast, stage, words="a" * (LONGEST_WORDS + 1))
        assert not Outbox.objects.filter(kind="reminder").exists()

    def test_a_second_time_on_the_same_day_is_to_be_said(self, cast: Cast, stage: Consultation) -> None:
        pressed(cast, stage, chosen=[stage.partner.uid])
        key = uuid4()
        with pytest.raises(RemindedToday):
            pressed(cast, stage, key=key)
        assert Outbox.objects.filter(kind="reminder").count() == 1
        assert pressed(cast, stage, key=key, again=True) == ["financier", "juridique", "technique"]

    def test_the_same_press_again_tells_the_same_and_sends_nothing(
        self, cast: Cast, stage: Consultation
    ) -> None:
        key, chosen = uuid4(), [stage.partner.uid]
        for _time in range(2):
            assert pressed(cast, stage, key=key, chosen=chosen) == ["juridique"]
        assert Outbox.objects.filter(kind="reminder").count() == 1

    @pytest.mark.parametrize("role", ["citizen", "admin", "internal_partner", "agent_elsewhere", "partner"])
    def test_only_an_agent_does(self, cast: Cast, stage: Consultation, role: str) -> None:
        with pytest.raises(Forbidden):
            pressed(cast, stage, role)
        with pytest.raises(Forbidden):
            switch_reminders(
                actor=cast.actor(role), sight=as_agent(cast.actor("agent"), stage.dossier.uid),
                solicitation_id=stage.partner.pk, on=False, at=timezone.now(),
            )  # fmt: skip


class TestWithdraw:
    def test_its_partner_is_told_why(self, cast: Cast, stage: Consultation) -> None:
        taken_back(cast, stage.partner, "L'association a retiré sa demande.")
        row = Outbox.objects.get(kind="withdrawn", refs__solicitation=stage.partner.pk)
        letter = letters.withdrawn(row, "")
        assert letter is not None
        assert "L'association a retiré sa demande." in letter.body

    def test_half_a_reply_stays_where_the_rest_is_not_wanted(self, cast: Cast, stage: Consultation) -> None:
        both = asked_one(cast, stage.dossier, "both")
        opinion_on(cast, "internal_partner", both)
        done = taken_back(cast, both, "")
        assert done.state == State.WITHDRAWN
        assert done.opinions.count() == 1

    def test_who_holds_the_key_reads_why_and_nobody_else(self, cast: Cast, stage: Consultation) -> None:
        taken_back(cast, stage.unbound, "Ce n'est plus nécessaire.")
        assert stage.unbound.invitation is not None
        digest = bytes(stage.unbound.invitation.key_digest)
        assert words_for(cast.actor("partner_unbound"), digest) == "Ce n'est plus nécessaire."
        for role in ("partner", "citizen", "nobody"):
            assert words_for(cast.actor(role), digest) == ""
        assert words_for(cast.actor("partner_unbound"), b"unknown") == ""


class TestWhoHearsOfReplies:
    def told(self) -> list[int]:
        return sorted(row.refs["agent"] for row in Outbox.objects.filter(kind="reply"))

    def test_the_agent_who_asked(self, cast: Cast, stage: Consultation) -> None:
        appoint(user=cast.admin, organisation=cast.organisation, role=Membership.Role.AGENT)
        opinion_on(cast, "internal_partner", stage.internal)
        assert self.told() == [cast.agent.pk]

    @pytest.mark.parametrize("gone", ["inactive", "elsewhere"])
    def test_all_agents_one_mail_each_where_that_one_has_gone(
        self, cast: Cast, stage: Consultation, gone: str
    ) -> None:
        others = [person("Ana Riou", "a.riou@ville.example"), person("Bo Lê", "b.le@ville.example")]
        retired = person("Cléo Roy", "c.roy@ville.example")
        for each in (*others, retired):
            appoint(user=each, organisation=cast.organisation, role=Membership.Role.AGENT)
        User.objects.filter(pk=retired.pk).update(is_active=False)
        if gone == "inactive":
            User.objects.filter(pk=cast.agent.pk).update(is_active=False)
        else:
            Membership.objects.filter(user=cast.agent).delete()
        opinion_on(cast, "internal_partner", stage.internal)
        assert self.told() == [each.pk for each in others]
        mails = [agent_letters.reply(row, "") for row in Outbox.objects.filter(kind="reply").order_by("pk")]
        assert [mail.to for mail in mails if mail] == [["a.riou@ville.example"], ["b.le@ville.example"]]


class TestNewReplies:
    def news(self, cast: Cast, most: int = 6) -> list[str]:
        found = new_replies(cast.actor("agent"), now=timezone.now(), most=most)
        return [each.scope for each in found]

    def test_they_are_new_until_they_are_seen(self, cast: Cast, stage: Consultation) -> None:
        agent, at = cast.actor("agent"), timezone.now()
        assert self.news(cast) == []
        opinion_on(cast, "internal_partner", stage.internal, at=at - dt.timedelta(hours=2))
        opinion_on(cast, "partner", stage.partner, at=at - dt.timedelta(hours=1))
        assert self.news(cast) == ["financier", "juridique"]
        assert self.news(cast, most=1) == ["financier"]
        see_replies(actor=agent, until=at - dt.timedelta(hours=2), at=at)
        assert self.news(cast) == ["juridique"]
        see_replies(actor=agent, until=at + dt.timedelta(days=9), at=at)
        assert self.news(cast) == []
        assert RepliesSeen.objects.get().until == at

    def test_what_was_seen_stays_so(self, cast: Cast, stage: Consultation) -> None:
        agent, at = cast.actor("agent"), timezone.now()
        see_replies(actor=agent, until=at, at=at)
        see_replies(actor=agent, until=at - dt.timedelta(days=1), at=at)
        assert RepliesSeen.objects.get().until == at

    @pytest.mark.parametrize("role", ["citizen", "admin", "internal_partner", "agent_elsewhere", "nobody"])
    def test_only_an_agent_looks(self, cast: Cast, role: str) -> None:
        with pytest.raises(Forbidden):
            see_replies(actor=cast.actor(role), until=timezone.now(), at=timezone.now())
