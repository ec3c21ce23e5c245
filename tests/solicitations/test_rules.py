"""Each predicate, for the right kind of person at the wrong object; and for no object at all."""

from accounts.permissions import allows
from dossiers.sights import as_agent, as_party
from solicitations import rules
from tests.casting import ROLES, Cast, dossier_under_consultation, request_of


def test_only_whom_it_was_addressed_to_replies(cast: Cast) -> None:
    stage = dossier_under_consultation(cast)
    for role in ROLES:
        mine = {
            name
            for name in ("internal", "partner", "unbound", "withdrawn")
            if allows(cast.actor(role), "solicitations.reply", getattr(stage, name))
        }
        assert mine == {"partner": {"partner"}, "internal_partner": {"internal"}}.get(role, set()), role


def test_not_in_another_organisation(cast: Cast) -> None:
    stage = dossier_under_consultation(cast)
    assert not rules.is_asked.test(cast.actor("partner", cast.other_organisation), stage.partner)


def test_only_the_agent_at_the_desk_asks(cast: Cast) -> None:
    stage = dossier_under_consultation(cast)
    desk = as_agent(cast.actor("agent"), stage.dossier.uid)
    assert [role for role in ROLES if allows(cast.actor(role), "solicitations.ask", desk)] == ["agent"]
    through_others = [
        as_party(cast.actor("citizen"), stage.dossier.uid),
        request_of(cast, "partner", stage.partner).sight,
    ]
    for sight in through_others:
        assert not [role for role in ROLES if allows(cast.actor(role), "solicitations.ask", sight)]


def test_no_object_is_a_no(cast: Cast) -> None:
    for role in ROLES:
        for permission in ("solicitations.ask", "solicitations.reply"):
            assert not allows(cast.actor(role), permission, None)
