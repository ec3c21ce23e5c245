"""A sight: one way in which an actor sees one dossier. Surfaces start from one; it ends in a projection."""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.refusals import Refusal
from dossiers.enums import Role
from dossiers.models import Dossier, Participation
from formengine.access import NO_CAP, Access, Cap
from formengine.compiling import CompiledView, compile_view
from formengine.model import CRM, Model, Status
from formengine.projection import Projection, project

PARTY_ROLES = (Role.APPLICANT, Role.REPRESENTATIVE, Role.SECOND_PARTY)


class NotYours(Refusal):
    """Unknown, or not yours: the same answer, so that it is no hint."""

    code = "not_found"
    http_status = 404
    message = _("There is nothing here, or it is not for you.")


@dataclass(frozen=True, eq=False)
class Sight:
    """`participation` is None for an agent at the desk. Whatever is read through it is a projection.

    `withheld` are ids of files that an agent took out of this reader's sight, whatever their view says.
    """

    dossier: Dossier
    view: str
    cap: Cap = NO_CAP
    participation: Participation | None = None
    withheld: frozenset[str] = frozenset()

    @property
    def model(self) -> Model:
        return self.dossier.design

    @property
    def status(self) -> Status:
        return self.dossier.stands_at

    @cached_property
    def compiled(self) -> CompiledView:
        compiled = compile_view(self.model, view=self.view, status=self.dossier.status, cap=self.cap)
        return compiled.without_files(self.withheld) if self.withheld else compiled

    @cached_property
    def projection(self) -> Projection:
        return project(self.compiled, self.dossier.answers)

    @property
    def is_open(self) -> bool:
        """Whether the dossier is there at all for this reader at its present status."""
        return min(self.status.cap(self.view).access, self.cap.access) is not Access.HIDDEN

    def on(self, dossier: Dossier, participation: Participation | None = None) -> "Sight":
        """The same sight of the dossier as it stands now, with the participation as it stands now."""
        if participation is None:
            return replace(self, dossier=dossier)
        return replace(sight_of(dossier, participation), withheld=self.withheld)


def sight_of(dossier: Dossier, participation: Participation) -> Sight:
    cap, now = participation.limit(dossier.design) & dossier.locks, timezone.now()
    is_open = participation.is_open(dossier.status, timezone.localdate(now))
    if not is_open or dossier.is_out_of_sight(participation.view, now):
        cap = Cap(Access.HIDDEN)
    return Sight(dossier, participation.view, cap, participation)


def as_party(actor: Actor, uid: UUID, *, seen_as: int | None = None) -> Sight:
    """The dossier as its applicant, representative or second party sees it. One query. Raises NotYours.

    Who takes part in more ways than one sees it in one of them at a time, never in several together:
    `seen_as` is the participation they chose; else, and where that is not theirs or is closed, the first of
    `ways_of_party`.
    """
    return chosen_of(ways_of_party(actor, uid), seen_as)


def ways_of_party(actor: Actor, uid: UUID) -> list[Sight]:
    """All ways in which a person sees a dossier now, the applicant's side first. One query."""
    ours = Participation.objects.running().of(actor).filter(role__in=PARTY_ROLES, dossier__uid=uid)
    sights = [sight_of(each.dossier, each) for each in ours.with_dossier().order_by()]
    return in_order([sight for sight in sights if sight.is_open])


def in_order(ways: list[Sight]) -> list[Sight]:
    """Ways in which one person sees a dossier as a party: applicant, representative, other party."""

    def place(sight: Sight) -> tuple[int, int]:
        held = sight.participation
        return (PARTY_ROLES.index(Role(held.role)), held.pk) if held else (len(PARTY_ROLES), 0)

    return sorted(ways, key=place)


def chosen_of(ways: list[Sight], seen_as: int | None) -> Sight:
    """Of several ways the one that was chosen, or the first. Raises NotYours where there is none."""
    if not ways:
        raise NotYours
    return next((each for each in ways if each.participation and each.participation.pk == seen_as), ways[0])


def as_agent(actor: Actor, uid: UUID) -> Sight:
    """The dossier as the desk sees it. Two queries: the actor's roles, the dossier. Raises NotYours."""
    found = Dossier.objects.at_the_desk_of(actor).with_design().filter(uid=uid).first()
    if found is None:
        raise NotYours
    return _opened(Sight(found, CRM))


def _opened(sight: Sight) -> Sight:
    if not sight.is_open:
        raise NotYours
    return sight
