"""Each predicate, for the right kind of person at the wrong object; and for no object at all."""

from typing import Any

import pytest

from accounts.actors import Actor, system
from accounts.permissions import Forbidden, allows, require
from dossiers import rules
from dossiers.models import Dossier
from dossiers.sights import NotYours, Sight, as_agent, as_party
from tests.casting import ROLES, Cast, dossier_under_consultation, filed_dossier, opened_dossier, request_of

ALL = ["dossiers.save_answers", "dossiers.deposit", "dossiers.move", "dossiers.invite"]


@pytest.fixture
def sights(cast: Cast) -> dict[str, Sight]:
    """One dossier through the eyes of everybody who sees it."""
    stage = dossier_under_consultation(cast)
    uid = stage.dossier.uid
    return {
        "citizen": as_party(cast.actor("citizen"), uid),
        "agent": as_agent(cast.actor("agent"), uid),
        "partner": request_of(cast, "partner", stage.partner).sight,
        "internal_partner": request_of(cast, "internal_partner", stage.internal).sight,
    }


MAY = {
    "citizen": {"dossiers.save_answers", "dossiers.deposit", "dossiers.move"},
    "agent": set(ALL),
    "partner": {"dossiers.save_answers", "dossiers.deposit"},
    "internal_partner": {"dossiers.save_answers", "dossiers.deposit"},
}


def test_each_may_do_theirs(cast: Cast, sights: dict[str, Sight]) -> None:
    for role, sight in sights.items():
        assert {name for name in ALL if allows(cast.actor(role), name, sight)} == MAY[role]


def test_nobody_acts_through_the_eyes_of_another(cast: Cast, sights: dict[str, Sight]) -> None:
    for role, sight in sights.items():
        others = [each for each in ROLES if each != role]
        for other in others:
            allowed = [name for name in ALL if allows(cast.actor(other), name, sight)]
            assert not allowed, (other, role, allowed)


def test_the_right_kind_of_person_at_the_wrong_object(cast: Cast) -> None:
    mine, theirs = opened_dossier(cast), opened_dossier(cast, "other_citizen")
    citizen = cast.actor("citizen")
    assert rules.sees_through_own_participation.test(citizen, mine)
    assert not rules.sees_through_own_participation.test(citizen, theirs)
    agent = cast.actor("agent")
    filed = Sight(filed_dossier(cast), "crm")
    assert rules.works_at_the_desk.test(agent, filed)
    assert not rules.works_at_the_desk.test(agent, Sight(mine.dossier, "crm"))  # a draft is not at the desk
    assert not rules.works_at_the_desk.test(cast.actor("agent", cast.other_organisation), filed)
    assert not rules.works_at_the_desk.test(cast.actor("agent_elsewhere", cast.other_organisation), filed)
    assert not rules.is_party.test(citizen, filed)


@pytest.mark.parametrize("permission", ALL)
def test_no_object_is_a_no(cast: Cast, permission: str) -> None:
    for role in ("citizen", "agent", "admin", "partner", "nobody"):
        assert not allows(cast.actor(role), permission, None)


def test_the_system_is_no_agent(cast: Cast) -> None:
    sight = Sight(filed_dossier(cast), "crm")
    assert not any(allows(system(cast.organisation.pk), name, sight) for name in ALL)


def test_a_superuser_may_no_more_than_anybody(cast: Cast) -> None:
    cast.other_citizen.is_superuser = cast.other_citizen.is_staff = True
    cast.other_citizen.save()
    sight = opened_dossier(cast)
    with pytest.raises(Forbidden):
        require(cast.actor("other_citizen"), "dossiers.save_answers", sight)


def test_a_permission_nobody_defined_is_an_error(cast: Cast) -> None:
    with pytest.raises(LookupError):
        allows(cast.actor("agent"), "dossiers.fly", None)


class TestVisible:
    """Reads begin narrowed: what is not yours is not there."""

    def ids(self, actor: Actor) -> set[Any]:
        return set(Dossier.objects.visible_to(actor).values_list("uid", flat=True))

    def test_to_whom(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        draft = opened_dossier(cast)
        other = filed_dossier(cast, "other_citizen")
        seen = {
            "citizen": {stage.dossier.uid, draft.dossier.uid},
            "other_citizen": {other.uid},
            "agent": {stage.dossier.uid, other.uid},
            "partner": {stage.dossier.uid},
            "internal_partner": {stage.dossier.uid},
        }
        for role in ROLES:
            assert self.ids(cast.actor(role)) == seen.get(role, set()), role
            assert self.ids(cast.actor(role, cast.other_organisation)) == set(), role

    @pytest.mark.parametrize(
        "role", ["agent", "other_citizen", "admin", "agent_elsewhere", "partner_unbound", "nobody"]
    )
    def test_a_citizens_draft_is_theirs_alone(self, cast: Cast, role: str) -> None:
        uid = opened_dossier(cast).dossier.uid
        for look in (as_party, as_agent):
            with pytest.raises(NotYours):
                look(cast.actor(role), uid)

    def test_an_agent_is_no_party(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            as_party(cast.actor("agent"), filed_dossier(cast).uid)
