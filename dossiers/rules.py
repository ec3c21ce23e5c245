"""Who may do what with a dossier. Predicates are positive, and refuse a missing object first."""

import rules

from accounts.actors import Actor
from dossiers.enums import Role
from dossiers.sights import PARTY_ROLES, Sight


@rules.predicate
def may_apply(actor: Actor) -> bool:
    return actor.is_signed_in


@rules.predicate
def sees_through_own_participation(actor: Actor, sight: Sight | None) -> bool:
    return (
        sight is not None
        and sight.participation is not None
        and actor.user_id is not None
        and sight.participation.user_id == actor.user_id
        and sight.dossier.organisation_id == actor.organisation_id
    )


@rules.predicate
def is_party(actor: Actor, sight: Sight | None) -> bool:
    return sight is not None and sight.participation is not None and sight.participation.role in PARTY_ROLES


@rules.predicate
def is_on_applicants_side(actor: Actor, sight: Sight | None) -> bool:
    """The applicant, or who files for them. Another party never moves what is not theirs."""
    return is_party(actor, sight) and _role(sight) != Role.SECOND_PARTY


@rules.predicate
def is_beneficiary(actor: Actor, sight: Sight | None) -> bool:
    """The applicant of a dossier that somebody else filed."""
    return sight is not None and bool(sight.dossier.filer_name) and _role(sight) == Role.APPLICANT


@rules.predicate
def is_second_party(actor: Actor, sight: Sight | None) -> bool:
    return _role(sight) == Role.SECOND_PARTY


def _role(sight: Sight | None) -> str:
    return sight.participation.role if sight is not None and sight.participation is not None else ""


@rules.predicate
def works_at_the_desk(actor: Actor, sight: Sight | None) -> bool:
    return (
        sight is not None
        and sight.participation is None
        and sight.dossier.organisation_id == actor.organisation_id
        and sight.dossier.in_desk
        and actor.is_agent
    )


rules.add_perm("dossiers.open", may_apply)
rules.add_perm("dossiers.save_answers", sees_through_own_participation | works_at_the_desk)
rules.add_perm("dossiers.confirm_address", sees_through_own_participation)
rules.add_perm("dossiers.deposit", sees_through_own_participation | works_at_the_desk)
rules.add_perm("dossiers.hand_out", works_at_the_desk)
rules.add_perm("dossiers.move", works_at_the_desk | (sees_through_own_participation & is_on_applicants_side))
rules.add_perm("dossiers.move_to_version", works_at_the_desk)
rules.add_perm("dossiers.invite", works_at_the_desk)
rules.add_perm("dossiers.take_over", sees_through_own_participation & is_beneficiary)
rules.add_perm("dossiers.give_up", sees_through_own_participation & is_second_party)
