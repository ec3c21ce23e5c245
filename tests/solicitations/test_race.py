"""One key, thirty accounts, at once: one of them gets the dossier (SECURITY.md §4). Threads, and a database
with row locks; each thread has a connection of its own, so nothing here runs in the test's transaction."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import User, actor_for
from dossiers.keys import digest
from dossiers.models import Invitation, Participation
from dossiers.querysets import InvitationQuerySet
from dossiers.services import KeyRefused
from dossiers.sights import NotYours, as_agent
from solicitations.models import Solicitation
from solicitations.selectors import request_for
from solicitations.services import attach, give_opinion, withdraw
from solicitations.services.asking import NothingOwed
from solicitations.services.replying import Verdict
from tests.casting import Cast, Consultation, dossier_under_consultation, make_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL only"),
]
ACCOUNTS, ROUNDS = 30, int(os.environ.get("PROOF_ROUNDS", "5"))
"""`make prove` runs a hundred rounds."""


@pytest.fixture
def everybody(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def consultation(everybody: Cast) -> Consultation:
    return dossier_under_consultation(everybody)


def at_once(deeds: list[Callable[[], bool]]) -> list[bool]:
    """Each deed in a thread of its own, all let go at the same moment. What each returned."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], bool]) -> bool:
        connection.ensure_connection()
        ready.wait(timeout=30)
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def redeeming(actor: Actor, key: str) -> Callable[[], bool]:
    normal = key.replace("-", "")
    secret = digest(normal, organisation_id=actor.organisation_id)

    def deed() -> bool:
        try:
            attach(actor=actor, digest=secret, hint=normal[:4], address="192.0.2.7", at=timezone.now())
        except KeyRefused as refusal:
            assert refusal.reason == "used"  # noqa: PT017 - the thread's own answer
            return False
        return True

    return deed


def a_round(cast: Cast, consultation: Consultation) -> int:
    """How many accounts hold the dossier by one key after all of them have tried it together."""
    invitation = Invitation.objects.get(pk=consultation.unbound.invitation_id)
    crowd = [
        User.objects.create(email=f"{uuid4().hex}@example.org", password="!") for _number in range(ACCOUNTS)
    ]
    Invitation.objects.filter(pk=invitation.pk).update(strict=False)
    key = consultation.key_of(consultation.unbound)
    won = at_once([redeeming(actor_for(user, cast.organisation), key) for user in crowd])
    holding = Participation.objects.filter(user__in=crowd, ended_at=None).count()
    assert holding == sum(won)
    return holding


def unbound_again(consultation: Consultation) -> None:
    Solicitation.objects.filter(pk=consultation.unbound.pk).update(participation=None, state="asked")
    ours = Invitation.objects.filter(pk=consultation.unbound.invitation_id)
    ours.update(bound_to=None, bound_at=None, participation=None)
    Participation.objects.filter(dossier=consultation.dossier, role="partner", solicitation=None).delete()


@pytest.fixture
def without_the_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The update as it would be without `bound_to IS NULL`."""
    monkeypatch.setattr(InvitationQuerySet, "usable", lambda self: self.filter(revoked_at=None))
    return None


def test_without_the_guard_several_would_win(
    everybody: Cast, consultation: Consultation, without_the_guard: None
) -> None:
    """Proof that the next test sees what it is there to see."""
    assert a_round(everybody, consultation) > 1


def test_one_account_wins(everybody: Cast, consultation: Consultation) -> None:
    for _round in range(ROUNDS):
        assert a_round(everybody, consultation) == 1
        unbound_again(consultation)


def test_the_same_account_pressing_many_times_takes_part_once(
    everybody: Cast, consultation: Consultation
) -> None:
    actor, key = everybody.actor("partner_unbound"), consultation.key_of(consultation.unbound)
    assert all(at_once([redeeming(actor, key) for _press in range(10)]))
    assert (
        Participation.objects.filter(user=everybody.partner_unbound, dossier=consultation.dossier).count()
        == 1
    )


def test_attaching_and_withdrawing_wait_for_each_other_and_never_for_ever(
    everybody: Cast, consultation: Consultation
) -> None:
    """Whoever comes first: in the end the request is withdrawn and nobody sees the dossier by it."""
    agent, partner = everybody.actor("agent"), everybody.actor("partner_unbound")
    normal = consultation.key_of(consultation.unbound).replace("-", "")

    def take_back() -> bool:
        withdraw(
            actor=agent,
            sight=as_agent(agent, consultation.dossier.uid),
            solicitation_id=consultation.unbound.pk,
            key=uuid4(),
            at=timezone.now(),
        )
        return True

    def bind() -> bool:
        secret = digest(normal, organisation_id=partner.organisation_id)
        try:
            attach(actor=partner, digest=secret, hint=normal[:4], address="192.0.2.7", at=timezone.now())
        except KeyRefused:
            return False
        return True

    at_once([take_back, bind])
    with pytest.raises(NotYours):
        request_for(partner, consultation.unbound.uid)
    assert not Participation.objects.filter(user=everybody.partner_unbound, ended_at=None).exists()


def test_an_opinion_and_its_withdrawal_wait_for_each_other_and_never_for_ever(
    everybody: Cast, consultation: Consultation
) -> None:
    agent, partner = everybody.actor("agent"), everybody.actor("partner")
    asked = request_for(partner, consultation.partner.uid)

    def take_back() -> bool:
        try:
            withdraw(
                actor=agent,
                sight=as_agent(agent, consultation.dossier.uid),
                solicitation_id=consultation.partner.pk,
                key=uuid4(),
                at=timezone.now(),
            )
        except NothingOwed:  # they were quicker
            return False
        return True

    def reply() -> bool:
        try:
            give_opinion(
                actor=partner, request=asked, verdict=Verdict("favorable", ""), key=uuid4(), at=timezone.now()
            )
        except NotYours:
            return False
        return True

    assert sum(at_once([take_back, reply])) == 1
