"""Asking several partners in one deed, reminding who owes, sending a key again, taking a request back."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.enums import EventKind
from dossiers.models import Dossier, Invitation, Outbox, Participation
from dossiers.once import KeyReused
from dossiers.services import KeyRefused, NotAcceptable
from dossiers.services.moving import NoSuchMove
from dossiers.sights import NotYours, Sight, as_agent
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.selectors import lines_of, requests_of
from solicitations.services import Ask, Verdict, ask, give_opinion, remind, send_again, withdraw
from solicitations.services.asking import NothingOwed
from solicitations.services.sending import NoKeyToReplace
from tests.casting import (
    Cast,
    Consultation,
    asks,
    attached,
    dossier_in_hand,
    dossier_under_consultation,
    request_of,
    sealed_key,
)


def asking(
    cast: Cast,
    sight: Sight,
    these: list[Ask],
    *,
    role: str = "agent",
    to: str | None = None,
    key: UUID | None = None,
) -> list[Solicitation]:
    return ask(
        actor=cast.actor(role), sight=sight, asks=these, move_to=to, key=key or uuid4(), at=timezone.now()
    )


def at_the_desk(cast: Cast, stage: Consultation) -> Sight:
    return as_agent(cast.actor("agent"), stage.dossier.uid)


class TestAsking:
    def test_four_at_once_and_the_dossier_moves(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        made = asking(cast, sight, asks(cast), to="avis_en_cours")
        dossier = Dossier.objects.get(pk=sight.dossier.pk)
        assert (dossier.status, dossier.asked, dossier.answered) == ("avis_en_cours", 4, 0)
        assert [each.internal for each in made] == [True, False, False, False]
        assert [each.state for each in made] == [State.ATTACHED, State.ASKED, State.ASKED, State.ASKED]
        kinds = sorted(Outbox.objects.exclude(kind="receipt").values_list("kind", flat=True))
        assert kinds == ["internal_request", "key", "key", "key"]
        assert Invitation.objects.count() == 3

    def test_an_internal_partner_takes_part_at_once_and_needs_no_key(self, cast: Cast) -> None:
        (internal, *_others) = asking(cast, dossier_in_hand(cast), asks(cast), to="avis_en_cours")
        assert internal.invitation is None
        assert [each.solicitation for each in requests_of(cast.actor("internal_partner"))] == [internal]

    def test_one_after_the_other(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        for each in asks(cast):
            asking(cast, sight, [each])
        assert Dossier.objects.get(pk=sight.dossier.pk).asked == 4

    def test_keys_are_sealed_until_they_are_sent(self, cast: Cast) -> None:
        made = asking(cast, dossier_in_hand(cast), asks(cast), to="avis_en_cours")
        keys = [sealed_key(each) for each in made if not each.internal]
        assert len(set(keys)) == 3
        for row in Outbox.objects.filter(kind="key"):
            assert not [key for key in keys if key.encode() in bytes(row.sealed)]
            assert not [key for key in keys if key in str(row.refs)]

    def test_pressed_twice_it_asks_once(self, cast: Cast) -> None:
        sight, key, these = dossier_in_hand(cast), uuid4(), asks(cast)
        first = asking(cast, sight, these, to="avis_en_cours", key=key)
        again = asking(cast, sight, these, to="avis_en_cours", key=key)
        assert {each.pk for each in again} == {each.pk for each in first}
        assert Solicitation.objects.count() == 4

    def test_the_same_key_for_another_date_is_refused(self, cast: Cast) -> None:
        sight, key, these = dossier_in_hand(cast), uuid4(), asks(cast)
        asking(cast, sight, these, key=key)
        later = [replace(each, due_on=each.due_on + dt.timedelta(days=1)) for each in these]
        with pytest.raises(KeyReused):
            asking(cast, sight, later, key=key)

    @pytest.mark.parametrize(
        ("wrong", "field", "code"),
        [
            ({"scope": "musical"}, "scope", "required"),
            ({"kind": "bribe"}, "kind", "required"),
            ({"due_on": dt.date(2020, 1, 1)}, "due_on", "in_the_past"),
            ({"email": ""}, "email", "required"),
            ({"email": "not an address"}, "email", "not_an_email"),
            ({"email": "a@example.org\nBcc: b@example.org"}, "email", "not_an_email"),
            ({"name": " "}, "name", "required"),
            ({"user_id": 10**9}, "user_id", "required"),
        ],
    )
    def test_a_wrong_one_is_named_and_none_is_asked(
        self, cast: Cast, wrong: dict[str, Any], field: str, code: str
    ) -> None:
        sight = dossier_in_hand(cast)
        good, bad = asks(cast)[1:3]
        with pytest.raises(NotAcceptable) as refused:
            asking(cast, sight, [good, replace(bad, **wrong)])
        assert [(each.path, each.code) for each in refused.value.problems] == [((1, field), code)]
        assert not Solicitation.objects.exists()
        assert not Outbox.objects.filter(kind="key").exists()

    def test_somebody_who_does_not_work_here_is_no_colleague(self, cast: Cast) -> None:
        one = replace(asks(cast)[0], user_id=cast.agent_elsewhere.pk)
        with pytest.raises(NotAcceptable):
            asking(cast, dossier_in_hand(cast), [one])

    @pytest.mark.parametrize("count", [0, 21])
    def test_none_and_too_many_are_refused(self, cast: Cast, count: int) -> None:
        with pytest.raises(NotAcceptable):
            asking(cast, dossier_in_hand(cast), [asks(cast)[1]] * count)

    def test_a_move_that_is_not_possible_takes_the_asking_back(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        with pytest.raises(NoSuchMove):
            asking(cast, sight, asks(cast), to="commission")
        assert not Solicitation.objects.exists()
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize(
        "role", ["citizen", "admin", "internal_partner", "agent_elsewhere", "partner", "nobody"]
    )
    def test_only_an_agent_asks(self, cast: Cast, role: str) -> None:
        with pytest.raises(Forbidden):
            asking(cast, dossier_in_hand(cast), asks(cast), role=role)


class TestReminding:
    def press(self, cast: Cast, stage: Consultation, *, key: UUID | None = None, days: int = 0) -> list[str]:
        at = timezone.now() + dt.timedelta(days=days)
        found = remind(actor=cast.actor("agent"), sight=at_the_desk(cast, stage), key=key or uuid4(), at=at)
        return sorted(each.scope for each in found)

    def answer(self, cast: Cast, stage: Consultation) -> None:
        give_opinion(
            actor=cast.actor("partner"),
            request=request_of(cast, "partner", stage.partner),
            verdict=Verdict("favorable", ""),
            key=uuid4(),
            at=timezone.now(),
        )

    def test_only_those_who_owe_are_chased(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        self.answer(cast, stage)
        assert self.press(cast, stage) == ["financier", "technique"]
        assert Outbox.objects.filter(kind="reminder").count() == 2
        assert Solicitation.objects.get(pk=stage.unbound.pk).reminders == 1
        assert Solicitation.objects.get(pk=stage.partner.pk).reminders == 0
        reminded = stage.dossier.events.filter(kind=EventKind.REMINDED)
        assert {each.params["solicitation"] for each in reminded} == {stage.internal.pk, stage.unbound.pk}

    def test_each_press_is_another_reminder(self, cast: Cast) -> None:
        stage, key = dossier_under_consultation(cast), uuid4()
        self.press(cast, stage, key=key)
        self.press(cast, stage, key=key)
        assert Outbox.objects.filter(kind="reminder").count() == 3
        self.press(cast, stage, days=2)
        assert Outbox.objects.filter(kind="reminder").count() == 6

    def test_nobody_owes_anything(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        for each in (stage.internal, stage.partner, stage.unbound):
            taken_back(cast, stage, each)
        with pytest.raises(NothingOwed):
            self.press(cast, stage)

    def test_those_who_are_late_are_shown_as_late(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        self.answer(cast, stage)
        late = {True: [], False: []}  # type: dict[bool, list[str]]
        for line in lines_of(stage.dossier, today=stage.unbound.due_on + dt.timedelta(days=1)):
            late[line.overdue].append(line.solicitation.scope)
        assert sorted(late[True]) == ["financier", "technique"]
        assert not [line for line in lines_of(stage.dossier, today=stage.unbound.due_on) if line.overdue]


def taken_back(cast: Cast, stage: Consultation, solicitation: Solicitation) -> Solicitation:
    return withdraw(
        actor=cast.actor("agent"),
        sight=at_the_desk(cast, stage),
        solicitation_id=solicitation.pk,
        key=uuid4(),
        at=timezone.now(),
    )


class TestTakingBack:
    def test_it_is_over_at_once(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        assert taken_back(cast, stage, stage.partner).state == State.WITHDRAWN
        with pytest.raises(NotYours):
            request_of(cast, "partner", stage.partner)
        assert not Participation.objects.running().filter(user=cast.partner).exists()
        assert Dossier.objects.get(pk=stage.dossier.pk).asked == 2

    def test_its_key_dies(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        taken_back(cast, stage, stage.unbound)
        with pytest.raises(KeyRefused) as refused:
            attached(cast, "partner_unbound", stage.key_of(stage.unbound))
        assert refused.value.reason == "withdrawn"

    def test_only_once(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        with pytest.raises(NothingOwed):
            taken_back(cast, stage, stage.withdrawn)

    def test_not_by_the_sight_of_another_dossier(self, cast: Cast) -> None:
        stage, other = dossier_under_consultation(cast), dossier_in_hand(cast, "other_citizen")
        with pytest.raises(NothingOwed):
            withdraw(
                actor=cast.actor("agent"), sight=other, solicitation_id=stage.partner.pk, key=uuid4(),
                at=timezone.now(),
            )  # fmt: skip
        assert Solicitation.objects.get(pk=stage.partner.pk).state == State.ATTACHED


class TestSendingAgain:
    def again(self, cast: Cast, stage: Consultation, solicitation: Solicitation) -> Solicitation:
        return send_again(
            actor=cast.actor("agent"),
            sight=at_the_desk(cast, stage),
            solicitation_id=solicitation.pk,
            key=uuid4(),
            at=timezone.now(),
        )

    def test_a_new_key_lives_and_the_old_one_dies(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        new = sealed_key(self.again(cast, stage, stage.unbound))
        assert new != stage.key_of(stage.unbound)
        with pytest.raises(KeyRefused) as refused:
            attached(cast, "partner_unbound", stage.key_of(stage.unbound))
        assert refused.value.reason == "replaced"
        assert attached(cast, "partner_unbound", new).pk == stage.unbound.pk

    def test_nobody_else_has_one(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        for each in (stage.internal, stage.withdrawn):
            with pytest.raises(NoKeyToReplace):
                self.again(cast, stage, each)
