"""What an agent may do next with a dossier, and what is still missing for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.header import language
from dossiers.services.moving import missing_for
from dossiers.sights import Sight
from formengine.access import Access
from formengine.djangoforms import problem_text
from formengine.model import Transition
from formengine.problems import Problem


@dataclass(frozen=True)
class Thing:
    """Something missing, with the address of the page where it can be filled in, if the reader may."""

    text: str
    url: str


@dataclass(frozen=True)
class Move:
    """One button. `things`: what it still needs; it is shown before it is pressed."""

    to: str
    title: str
    target: str
    things: tuple[Thing, ...]
    needs_ask: bool
    key: UUID

    @property
    def ready(self) -> bool:
        return not self.things and not self.needs_ask


def moves_of(sight: Sight) -> list[Move]:
    """The agent's transitions from the stored status. No query."""
    return [_move(sight, each) for each in sight.status.transitions if each.by == "agent"]


def _move(sight: Sight, transition: Transition) -> Move:
    target = sight.model.status(transition.status)
    return Move(
        to=target.key,
        title=transition.title or target.title,
        target=target.title,
        things=tuple(missing_things(sight, missing_for(sight, transition, timezone.localdate()))),
        needs_ask=transition.needs == "solicitation" and not sight.dossier.asked,
        key=uuid4(),
    )


def missing_things(sight: Sight, problems: Iterable[Problem]) -> list[Thing]:
    """Problems as lines that lead to the form. Only of fields this reader sees."""
    return [_thing(sight, problem) for problem in problems]


def _thing(sight: Sight, problem: Problem) -> Thing:
    key = str(problem.path[0]) if problem.path else ""
    shown = sight.projection.fields.get(key)
    if shown is None:
        return Thing(_("Something else is missing."), "")
    text = problem_text(problem, shown.field, language())
    page = sight.compiled.page_of(key)
    if shown.access is not Access.EDIT or page is None:
        return Thing(text, "")
    return Thing(text, f"{reverse('crm:page', args=[sight.dossier.uid, page])}#f-{key}")
