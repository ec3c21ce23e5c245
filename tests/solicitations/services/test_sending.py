"""A key sent again: after it was used, to another address, for a colleague; what ends and what stays."""

from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from dossiers.models import Event, Invitation
from dossiers.outbox import pump
from dossiers.services import KeyRefused, NotAcceptable
from dossiers.sights import NotYours, as_agent
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.selectors import request_for
from solicitations.services import Verdict, give_opinion, send_again
from solicitations.services.colleagues import NewColleague, add_colleague
from tests.casting import (
    Cast,
    Consultation,
    attached,
    dossier_under_consultation,
    next_version,
    sealed_key,
)


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def again(cast: Cast, stage: Consultation, asked: Solicitation, **wishes: object) -> Solicitation:
    send_again(
        actor=cast.actor("agent"), sight=as_agent(cast.actor("agent"), stage.dossier.uid),
        solicitation_id=asked.pk, key=uuid4(), at=timezone.now(), **wishes,
    )  # type: ignore[arg-type] # fmt: skip
    return Solicitation.objects.get(pk=asked.pk)


def joined(cast: Cast, stage: Consultation, asked: Solicitation, name: str, email: str) -> int:
    colleague = add_colleague(
        actor=cast.actor("agent"), sight=as_agent(cast.actor("agent"), stage.dossier.uid),
        solicitation_id=asked.pk, new=NewColleague(name, email), key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    return colleague.pk


def test_whoever_had_attached_it_sees_it_no_more(cast: Cast, stage: Consultation) -> None:
    found = again(cast, stage, stage.partner)
    assert (found.state, found.participation) == (State.ASKED, None)
    with pytest.raises(NotYours):
        request_for(cast.actor("partner"), found.uid)
    with pytest.raises(KeyRefused) as refused:
        attached(cast, "partner", stage.key_of(stage.partner))
    assert refused.value.reason == "replaced"
    assert attached(cast, "partner", sealed_key(found)).pk == found.pk
    assert request_for(cast.actor("partner"), found.uid)


def test_it_is_noted_who_lost_sight_and_they_are_told(
    cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    again(cast, stage, stage.partner)
    event = Event.objects.get(dossier=stage.dossier, kind="access_ended")
    assert event.params == {
        "solicitation": stage.partner.pk, "partner": "Hélène d'Orgeval",
        "hint": stage.key_of(stage.partner)[:4],
    }  # fmt: skip
    pump(at=timezone.now())
    told = [mail for mail in mailoutbox if mail.subject.startswith("Your access has ended")]
    assert [mail.to for mail in told] == [["h.dorgeval@cabinet.example"]]


def test_what_was_replied_stays(cast: Cast, stage: Consultation) -> None:
    partner = cast.actor("partner")
    request = request_for(partner, stage.partner.uid)
    give_opinion(
        actor=partner, request=request, verdict=Verdict("favorable", ""), key=uuid4(), at=timezone.now()
    )
    found = again(cast, stage, stage.partner)
    assert found.state == State.ANSWERED
    attached(cast, "partner", sealed_key(found))
    assert request_for(partner, found.uid).opinion


def test_it_can_go_to_another_address(
    cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    found = again(cast, stage, stage.unbound, email=" Noe.Tanguy@Example.org ")
    assert found.partner_email == "noe.tanguy@example.org"
    with pytest.raises(KeyRefused) as refused:
        attached(cast, "partner_unbound", sealed_key(found))
    assert refused.value.reason == "other_address"
    assert attached(cast, "other_citizen", sealed_key(found)).pk == found.pk
    pump(at=timezone.now())
    assert ["noe.tanguy@example.org"] in [mail.to for mail in mailoutbox]


@pytest.mark.parametrize(("email", "code"), [("nobody", "not_an_email"), ("j@x.example", "asked_already")])
def test_no_address_and_that_of_another_are_refused(
    cast: Cast, stage: Consultation, email: str, code: str
) -> None:
    joined(cast, stage, stage.unbound, "Jeanne", "j@x.example")
    with pytest.raises(NotAcceptable) as refused:
        again(cast, stage, stage.unbound, email=email)
    assert [(each.path, each.code) for each in refused.value.problems] == [(("email",), code)]
    assert Invitation.objects.get(pk=stage.unbound.invitation_id).revoked_at is None


@pytest.mark.parametrize("they_too", [False, True])
def test_colleagues_go_on_unless_the_agent_ends_theirs(
    cast: Cast, stage: Consultation, they_too: bool
) -> None:
    asked = stage.partner
    pk = joined(cast, stage, asked, "Noé Tanguy", "noe.tanguy@example.org")
    colleague = asked.colleagues.get(pk=pk)
    attached(cast, "other_citizen", sealed_key(colleague))
    found = again(cast, stage, asked, with_colleagues=they_too)
    assert found.state == (State.ASKED if they_too else State.ATTACHED)
    if they_too:
        with pytest.raises(NotYours):
            request_for(cast.actor("other_citizen"), asked.uid)
    else:
        assert request_for(cast.actor("other_citizen"), asked.uid)


def test_a_colleague_gets_another_one_and_the_partner_keeps_theirs(cast: Cast, stage: Consultation) -> None:
    asked = stage.partner
    colleague = asked.colleagues.get(pk=joined(cast, stage, asked, "Noé Tanguy", "noe.tanguy@example.org"))
    old = sealed_key(colleague)
    again(cast, stage, asked, colleague_id=colleague.pk)
    colleague.refresh_from_db()
    with pytest.raises(KeyRefused):
        attached(cast, "other_citizen", old)
    assert attached(cast, "other_citizen", sealed_key(colleague)).pk == asked.pk
    assert request_for(cast.actor("partner"), asked.uid)


class TestTheModelSays:
    def test_for_how_long_a_key_lives(self, cast: Cast, stage: Consultation) -> None:
        days = (stage.unbound.due_on - timezone.localdate()).days
        found = again(cast, stage, stage.unbound)
        assert found.invitation
        lives = found.invitation.expires_at - found.invitation.created_at
        assert lives.days == days + stage.dossier.design.partners.grace_days

    def test_whether_it_is_for_one_address(self, cast: Cast) -> None:
        def opened(document: dict[str, object]) -> None:
            document["x-partners"] = {"address": "open", "grace_days": 40}

        next_version(cast.model, opened)
        stage = dossier_under_consultation(cast)
        invitation = stage.unbound.invitation
        assert invitation
        assert invitation.strict is False
        assert (invitation.expires_at - invitation.created_at).days == 20 + 40
        assert attached(cast, "other_citizen", stage.key_of(stage.unbound)).pk == stage.unbound.pk
