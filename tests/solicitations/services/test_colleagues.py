"""A request is forwarded: who may, who sees what, what befalls all of them, and what ends at once."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.http import QueryDict
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.models import Outbox
from dossiers.outbox import pump
from dossiers.services import KeyRefused, NotAcceptable
from dossiers.sights import NotYours, as_agent
from formengine.access import Access
from solicitations.circle import people_of
from solicitations.enums import State
from solicitations.models import Colleague, Solicitation
from solicitations.selectors import request_for, requests_of
from solicitations.services import (
    Verdict,
    decline,
    give_opinion,
    keep_late,
    remind,
    withdraw,
    write_to_partner,
)
from solicitations.services.colleagues import (
    MOST_COLLEAGUES,
    MayNotForward,
    NewColleague,
    RequestOver,
    add_colleague,
    forward,
    part_with,
    remove_colleague,
)
from solicitations.services.disowning import disown
from tests.casting import Cast, Consultation, attached, dossier_under_consultation, sealed_key

NOE = NewColleague("Noé Tanguy", "Noe.Tanguy@example.org")


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    found = dossier_under_consultation(cast)
    Solicitation.objects.filter(dossier=found.dossier).update(may_forward=True)
    return found


def forwarded(cast: Cast, asked: Solicitation, new: NewColleague = NOE, role: str = "partner") -> Colleague:
    actor = cast.actor(role)
    request = request_for(actor, asked.uid)
    return forward(actor=actor, request=request, new=new, key=uuid4(), at=timezone.now())


def added(cast: Cast, stage: Consultation, asked: Solicitation, new: NewColleague = NOE) -> Colleague:
    agent = cast.actor("agent")
    return add_colleague(
        actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=asked.pk, new=new,
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def colleague(cast: Cast, stage: Consultation) -> Colleague:
    """Noé takes part in the partner's request, by a key of his own."""
    found = forwarded(cast, stage.partner)
    attached(cast, "other_citizen", sealed_key(found))
    return Colleague.objects.get(pk=found.pk)


class TestForwarding:
    def test_a_colleague_gets_a_key_of_their_own_and_the_agent_is_told(
        self, cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
    ) -> None:
        found = forwarded(cast, stage.partner)
        assert (found.by_partner, found.email) == (True, "noe.tanguy@example.org")
        key = sealed_key(found)
        pump(at=timezone.now())
        (mail,) = [each for each in mailoutbox if each.to == ["noe.tanguy@example.org"]]
        assert key in mail.body
        assert "take part in a request to Me d'Orgeval" in mail.body
        (told,) = [each for each in mailoutbox if each.subject.startswith("A colleague takes part")]
        assert told.to == ["k.benhaddou@ville.example"]
        assert "Noé Tanguy (noe.tanguy@example.org)" in told.body
        assert key not in told.body

    def test_not_where_the_agent_did_not_allow_it(self, cast: Cast, stage: Consultation) -> None:
        Solicitation.objects.filter(pk=stage.partner.pk).update(may_forward=False)
        with pytest.raises(MayNotForward):
            forwarded(cast, stage.partner)
        assert not Colleague.objects.exists()

    def test_a_colleague_brings_in_nobody(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        with pytest.raises(MayNotForward):
            forwarded(cast, stage.partner, NewColleague("Third", "third@example.org"), "other_citizen")

    def test_not_for_the_request_of_somebody_else(self, cast: Cast, stage: Consultation) -> None:
        request = request_for(cast.actor("partner"), stage.partner.uid)
        for role in ("partner_unbound", "citizen", "agent"):
            with pytest.raises(Forbidden):
                forward(
                    actor=cast.actor(role), request=request, new=NOE, key=uuid4(), at=timezone.now()
                )  # fmt: skip

    @pytest.mark.parametrize(
        ("new", "problem"),
        [
            (NewColleague(" ", "a@example.org"), (("name",), "required")),
            (NewColleague("A", " "), (("email",), "required")),
            (NewColleague("A", "no address"), (("email",), "not_an_email")),
            (NewColleague("A", "H.Dorgeval@cabinet.example"), (("email",), "asked_already")),
            (NewColleague("A", "noe.tanguy@EXAMPLE.org"), (("email",), "asked_already")),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, cast: Cast, stage: Consultation, colleague: Colleague, new: NewColleague, problem: object
    ) -> None:
        with pytest.raises(NotAcceptable) as refused:
            forwarded(cast, stage.partner, new)
        assert [(each.path, each.code) for each in refused.value.problems] == [problem]

    def test_there_is_an_end_to_it(self, cast: Cast, stage: Consultation) -> None:
        for number in range(MOST_COLLEAGUES):
            forwarded(cast, stage.partner, NewColleague("A", f"a{number}@example.org"))
        with pytest.raises(NotAcceptable) as refused:
            forwarded(cast, stage.partner)
        assert refused.value.problems[0].code == "too_many_colleagues"

    def test_pressed_twice_one_is_added(self, cast: Cast, stage: Consultation) -> None:
        actor, key, at = cast.actor("partner"), uuid4(), timezone.now()
        request = request_for(actor, stage.partner.uid)
        first, second = (forward(actor=actor, request=request, new=NOE, key=key, at=at) for _press in "12")
        assert first.pk == second.pk
        assert Outbox.objects.filter(kind="colleague_added").count() == 1

    def test_not_once_it_was_declined(self, cast: Cast, stage: Consultation) -> None:
        actor = cast.actor("partner")
        request = request_for(actor, stage.partner.uid)
        decline(actor=actor, request=request, reason="No time.", key=uuid4(), at=timezone.now())
        with pytest.raises(MayNotForward):
            forwarded(cast, stage.partner)
        with pytest.raises(RequestOver):
            added(cast, stage, stage.partner)


class TestTheAgent:
    def test_adds_somebody_outside_also_where_partners_may_not(self, cast: Cast, stage: Consultation) -> None:
        Solicitation.objects.update(may_forward=False)
        found = added(cast, stage, stage.unbound)
        assert found.by_partner is False
        assert attached(cast, "other_citizen", sealed_key(found)).pk == stage.unbound.pk
        assert Solicitation.objects.get(pk=stage.unbound.pk).state == State.ATTACHED
        attached(cast, "partner_unbound", stage.key_of(stage.unbound))
        assert request_for(cast.actor("partner_unbound"), stage.unbound.uid)

    def test_adds_somebody_at_the_desk_who_takes_part_at_once(
        self, cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
    ) -> None:
        found = added(cast, stage, stage.internal, NewColleague(user_id=cast.admin.pk))
        assert (found.name, found.invitation) == ("Odile Ferrand", None)
        assert request_for(cast.actor("admin"), stage.internal.uid, internal=True)
        pump(at=timezone.now())
        assert ["o.ferrand@ville.example"] in [mail.to for mail in mailoutbox]

    @pytest.mark.parametrize("role", ["internal_partner", "partner", "agent_elsewhere"])
    def test_of_the_house_only_and_once(self, cast: Cast, stage: Consultation, role: str) -> None:
        user = cast.user(role)
        assert user
        with pytest.raises(NotAcceptable) as refused:
            added(cast, stage, stage.internal, NewColleague(user_id=user.pk))
        code = "asked_already" if role == "internal_partner" else "required"
        assert [each.code for each in refused.value.problems] == [code]

    @pytest.mark.parametrize("role", ["partner", "internal_partner", "citizen", "agent_elsewhere"])
    def test_nobody_else_does_so_from_the_desk(self, cast: Cast, stage: Consultation, role: str) -> None:
        sight = as_agent(cast.actor("agent"), stage.dossier.uid)
        with pytest.raises(Forbidden):
            add_colleague(
                actor=cast.actor(role), sight=sight, solicitation_id=stage.partner.pk, new=NOE, key=uuid4(),
                at=timezone.now(),
            )  # fmt: skip


class TestAlike:
    """What befalls the partner befalls the colleagues."""

    def test_they_see_the_same_request_and_who_replied(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        theirs, own = (
            request_for(cast.actor(role), stage.partner.uid) for role in ("other_citizen", "partner")
        )
        shown = [
            [(field.key, field.value, field.editable) for field in each.sight.projection.fields.values()]
            for each in (theirs, own)
        ]
        assert shown[0] == shown[1]
        assert [each.solicitation.uid for each in requests_of(cast.actor("other_citizen"))] == [
            stage.partner.uid
        ]
        give_opinion(
            actor=cast.actor("other_citizen"), request=theirs, verdict=Verdict("favorable", ""), key=uuid4(),
            at=timezone.now(),
        )  # fmt: skip
        seen = request_for(cast.actor("partner"), stage.partner.uid)
        assert seen.opinion
        assert seen.opinion.given_by == cast.other_citizen
        replied = {each.name: each.replied_at is not None for each in people_of(seen.solicitation)}
        assert replied == {"Me d'Orgeval": False, "Noé Tanguy": True}

    def test_reminders_and_messages_go_to_all(
        self, cast: Cast, stage: Consultation, colleague: Colleague, mailoutbox: list[EmailMessage]
    ) -> None:
        agent, at = cast.actor("agent"), timezone.now()
        sight = as_agent(agent, stage.dossier.uid)
        remind(actor=agent, sight=sight, key=uuid4(), at=at)
        write_to_partner(
            actor=agent, sight=sight, solicitation_id=stage.partner.pk, text="Bonjour", key=uuid4(), at=at
        )
        pump(at=at)
        for subject in ("Reminder", "A message about"):
            to = {mail.to[0] for mail in mailoutbox if mail.subject.startswith(subject)}
            assert {"noe.tanguy@example.org", "h.dorgeval@cabinet.example"} <= to

    def test_withdrawing_ends_everybody(
        self, cast: Cast, stage: Consultation, colleague: Colleague, mailoutbox: list[EmailMessage]
    ) -> None:
        waiting = forwarded(cast, stage.partner, NewColleague("Third", "third@example.org"))
        key = sealed_key(waiting)
        agent = cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        with pytest.raises(NotYours):
            request_for(cast.actor("other_citizen"), stage.partner.uid)
        with pytest.raises(KeyRefused) as refused:
            attached(cast, "citizen", key)
        assert refused.value.reason == "withdrawn"
        pump(at=timezone.now())
        told = {mail.to[0] for mail in mailoutbox if "withdrawn" in mail.subject}
        assert {"noe.tanguy@example.org", "h.dorgeval@cabinet.example", "third@example.org"} <= told

    def test_declining_lowers_everybody_also_who_attaches_later(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        third = NewColleague("Maëlle Le Goff", cast.citizen.email)
        key = sealed_key(forwarded(cast, stage.partner, third))
        actor = cast.actor("other_citizen")
        request = request_for(actor, stage.partner.uid)
        decline(actor=actor, request=request, reason="Not ours.", key=uuid4(), at=timezone.now())
        attached(cast, "citizen", key)
        for role in ("partner", "other_citizen", "citizen"):
            held = request_for(cast.actor(role), stage.partner.uid).sight.participation
            assert held
            assert held.cap == Access.READ.word

    def test_a_late_reply_of_a_colleague_is_kept(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        agent = cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        sent = QueryDict("verdict=favorable&reasons=Rien")
        asked = {"uid": stage.partner.uid, "internal": False, "part": "opinion", "sent": sent}
        assert keep_late(actor=cast.actor("other_citizen"), at=timezone.now(), **asked)  # type: ignore[arg-type]
        assert keep_late(actor=cast.actor("citizen"), at=timezone.now(), **asked) is None  # type: ignore[arg-type]


class TestEnding:
    def test_who_is_removed_sees_nothing_at_once_and_is_told(
        self, cast: Cast, stage: Consultation, colleague: Colleague, mailoutbox: list[EmailMessage]
    ) -> None:
        agent = cast.actor("agent")
        for _press in range(2):
            remove_colleague(
                actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
                colleague_id=colleague.pk, at=timezone.now(),
            )  # fmt: skip
        with pytest.raises(NotYours):
            request_for(cast.actor("other_citizen"), stage.partner.uid)
        assert request_for(cast.actor("partner"), stage.partner.uid)
        pump(at=timezone.now())
        told = [mail for mail in mailoutbox if mail.subject.startswith("You no longer take part")]
        assert [mail.to for mail in told] == [["noe.tanguy@example.org"]]

    def test_a_key_not_used_yet_dies_with_its_place(self, cast: Cast, stage: Consultation) -> None:
        waiting = forwarded(cast, stage.partner)
        key, partner = sealed_key(waiting), cast.actor("partner")
        request = request_for(partner, stage.partner.uid)
        part_with(actor=partner, request=request, colleague_id=waiting.pk, at=timezone.now())
        with pytest.raises(KeyRefused) as refused:
            attached(cast, "other_citizen", key)
        assert refused.value.reason == "withdrawn"
        forwarded(cast, stage.partner)  # the address can be added again

    def test_partners_part_with_their_own_colleagues_only(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        by_agent = added(cast, stage, stage.partner, NewColleague("A", "a@example.org"))
        own, theirs = (
            request_for(cast.actor(role), stage.partner.uid) for role in ("partner", "other_citizen")
        )
        at = timezone.now()
        with pytest.raises(NotYours):
            part_with(actor=cast.actor("partner"), request=own, colleague_id=by_agent.pk, at=at)
        with pytest.raises(MayNotForward):
            part_with(actor=cast.actor("other_citizen"), request=theirs, colleague_id=colleague.pk, at=at)

    def test_the_partner_who_disowns_it_ends_it_for_all(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        partner = cast.actor("partner")
        disown(actor=partner, request=request_for(partner, stage.partner.uid), at=timezone.now())
        for role in ("partner", "other_citizen"):
            with pytest.raises(NotYours):
                request_for(cast.actor(role), stage.partner.uid)

    def test_a_colleague_who_disowns_it_gives_up_their_own(
        self, cast: Cast, stage: Consultation, colleague: Colleague
    ) -> None:
        actor = cast.actor("other_citizen")
        disown(actor=actor, request=request_for(actor, stage.partner.uid), at=timezone.now())
        with pytest.raises(NotYours):
            request_for(actor, stage.partner.uid)
        assert request_for(cast.actor("partner"), stage.partner.uid).colleagues == []
        assert Solicitation.objects.get(pk=stage.partner.pk).state == State.ATTACHED


def test_their_keys_end_as_the_partners_does(cast: Cast, stage: Consultation) -> None:
    invitation = forwarded(cast, stage.partner).invitation
    assert invitation
    assert invitation.expires_at - invitation.created_at > dt.timedelta(days=15)
