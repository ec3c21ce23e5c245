"""Where somebody is in a form: which pages are theirs to fill in, what is still missing, where to go on."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from dossiers.services.moving import missing_for, moves_nothing
from dossiers.services.standing_in import mandate_missing
from dossiers.sights import Sight
from formengine.acceptance import accept
from formengine.model import Transition
from formengine.problems import Problem

CHECK = "check-answers"
"""The last step. No page is called so: their keys hold no hyphen."""


@dataclass(frozen=True)
class Step:
    """One stop of the step line. `state`: done, current or todo. `url` is empty where it is not open yet."""

    title: str
    url: str
    state: str


@dataclass(frozen=True, eq=False)
class Course:
    """The pages of one dossier that its applicant fills in now, in order."""

    sight: Sight

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Keys of the pages with something to fill in, those left out that a condition hides."""
        return tuple(
            page.key
            for page in self.sight.projection.pages
            if any(field.editable and field.field.holds_value for field in page.fields)
        )

    @cached_property
    def moves(self) -> tuple[Transition, ...]:
        """What the applicant may do with the dossier at its present status, the most likely first."""
        if moves_nothing(self.sight):
            return ()
        return tuple(each for each in self.sight.status.transitions if each.by == "citizen")

    @cached_property
    def missing(self) -> tuple[Problem, ...]:
        """What stands between the dossier and its next step."""
        found = (
            missing_for(self.sight, self.moves[0], timezone.localdate()) if self.moves else self._incomplete
        )
        return tuple({(problem.path, problem.code): problem for problem in found}.values())

    @cached_property
    def _incomplete(self) -> tuple[Problem, ...]:
        return accept(
            self.sight.compiled, self.sight.dossier.answers, {}, complete=True, today=timezone.localdate()
        ).problems

    def page_of(self, problem: Problem) -> str | None:
        """The page on which a problem is to be mended, where there is one."""
        page = self.sight.compiled.page_of(str(problem.path[0])) if problem.path else None
        return page if page in self.pages else None

    @cached_property
    def _lacking(self) -> frozenset[str | None]:
        return frozenset(self.page_of(each) for each in (*self._incomplete, *mandate_missing(self.sight)))

    @cached_property
    def _reached(self) -> int:
        """How many pages lie before the last one on which something was answered."""
        answered = [number for number, key in enumerate(self.pages) if self._has_answers(key)]
        return answered[-1] if answered else 0

    def _has_answers(self, key: str) -> bool:
        page = self.sight.projection.page(key)
        return page is not None and any(field.editable and not field.empty for field in page.fields)

    def is_done(self, key: str) -> bool:
        """Nothing is missing on it, and it was not merely passed over."""
        return key not in self._lacking and (self._has_answers(key) or self.pages.index(key) < self._reached)

    @cached_property
    def next_page(self) -> str:
        """Where to go on: the first page that is not done, or the check."""
        return self.resume(frozenset())

    def resume(self, drafted: Container[str]) -> str:
        """The same, where some pages hold answers that were typed and never saved."""
        return next((key for key in self.pages if key in drafted or not self.is_done(key)), CHECK)

    def steps(self, current: str, titles: Iterable[tuple[str, str, str]]) -> list[Step]:
        """The step line. `titles`: key, title and address of each step, in order."""
        found = []
        for key, title, url in titles:
            done = key != CHECK and self.is_done(key)
            state = "current" if key == current else "done" if done else "todo"
            found.append(Step(title, url if done or key == self.next_page else "", state))
        return found
