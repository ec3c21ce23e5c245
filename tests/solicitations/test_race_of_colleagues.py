"""Several people of one request at once: one reply comes first, a removed one sees nothing, nobody waits for
ever. Threads, and a database with row locks."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.refusals import Refusal
from dossiers.keys import digest
from dossiers.models import Participation
from dossiers.services import KeyRefused
from dossiers.sights import NotYours, as_agent
from solicitations.enums import State
from solicitations.models import Colleague, Opinion, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Verdict, attach, give_opinion
from solicitations.services.colleagues import NewColleague, add_colleague, remove_colleague
from tests.casting import Cast, Consultation, attached, dossier_under_consultation, make_cast, sealed_key
from tests.solicitations.test_race import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL only"),
]


@pytest.fixture
def everybody(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def stage(everybody: Cast) -> Consultation:
    return dossier_under_consultation(everybody)


def joined(cast: Cast, stage: Consultation, asked: Solicitation, role: str) -> Colleague:
    agent, user = cast.actor("agent"), cast.user(role)
    assert user
    return add_colleague(
        actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=asked.pk,
        new=NewColleague(str(user), user.email), key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def binding(cast: Cast, role: str, key: str) -> Callable[[], bool]:
    actor, normal = cast.actor(role), key.replace("-", "")
    secret = digest(normal, organisation_id=actor.organisation_id)

    def deed() -> bool:
        try:
            attach(actor=actor, digest=secret, hint=normal[:4], address="192.0.2.7", at=timezone.now())
        except KeyRefused:
            return False
        return True

    return deed


def replying(cast: Cast, role: str, asked: Solicitation) -> Callable[[], bool]:
    actor = cast.actor(role)
    request = request_for(actor, asked.uid)

    def deed() -> bool:
        verdict = Verdict("favorable", f"From {role}.")
        try:
            give_opinion(actor=actor, request=request, verdict=verdict, key=uuid4(), at=timezone.now())
        except Refusal:
            return False
        return True

    return deed


def test_of_colleagues_who_reply_at_once_one_is_first(everybody: Cast, stage: Consultation) -> None:
    asked, roles = stage.partner, ("other_citizen", "citizen")
    for role in roles:
        attached(everybody, role, sealed_key(joined(everybody, stage, asked, role)))
    deeds = [replying(everybody, role, asked) for role in ("partner", *roles)]
    assert sum(at_once(deeds)) == 1
    assert [each.number for each in Opinion.objects.filter(solicitation=asked)] == [1]
    assert Solicitation.objects.get(pk=asked.pk).state == State.ANSWERED


def test_partner_and_colleagues_attach_at_once(everybody: Cast, stage: Consultation) -> None:
    asked, roles = stage.unbound, ("other_citizen", "citizen")
    keys = {role: sealed_key(joined(everybody, stage, asked, role)) for role in roles}
    keys["partner_unbound"] = stage.key_of(asked)
    assert all(at_once([binding(everybody, role, key) for role, key in keys.items()]))
    for role in keys:
        assert request_for(everybody.actor(role), asked.uid)


def test_who_is_removed_while_attaching_sees_nothing(everybody: Cast, stage: Consultation) -> None:
    agent = everybody.actor("agent")
    for _round in range(5):
        colleague = joined(everybody, stage, stage.partner, "other_citizen")
        pk = colleague.pk

        def removing(pk: int = pk) -> bool:
            remove_colleague(
                actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
                colleague_id=pk, at=timezone.now(),
            )  # fmt: skip
            return True

        at_once([removing, binding(everybody, "other_citizen", sealed_key(colleague))])
        with pytest.raises(NotYours):
            request_for(everybody.actor("other_citizen"), stage.partner.uid)
        assert not Participation.objects.filter(
            user=everybody.other_citizen, role="partner", ended_at=None
        ).exists()
