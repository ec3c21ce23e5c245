"""What an applicant is told of a dossier of theirs: in the list, on its page, and on its receipt."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from citizen_portal.progress import Stop, decisions, stops
from citizen_portal.steps import Course
from dossiers.sights import Sight
from formengine.access import Access, Rule
from formengine.projection import ProjectedField


@dataclass(frozen=True, eq=False)
class Followed:
    """One dossier as its applicant follows it. Everything is read off the sight: no query."""

    sight: Sight

    @property
    def uid(self) -> object:
        return self.sight.dossier.uid

    @property
    def form(self) -> str:
        return self.sight.model.title

    @property
    def reference(self) -> str:
        return self.sight.dossier.reference or ""

    @property
    def wording(self) -> str:
        return self.sight.status.wording

    @property
    def outcome(self) -> str:
        return self.sight.status.outcome or ""

    @property
    def opened_at(self) -> object:
        return self.sight.dossier.opened_at

    @property
    def submitted_at(self) -> object:
        return self.sight.dossier.submitted_at

    @property
    def status_since(self) -> object:
        return self.sight.dossier.status_since

    @property
    def is_final(self) -> bool:
        return self.sight.status.final

    @property
    def is_settled(self) -> bool:
        """Whether it was decided, or ended without a decision: nothing more is expected of anybody."""
        return self.is_final or bool(decisions(self.sight.model, self.sight.status))

    @cached_property
    def course(self) -> Course:
        return Course(self.sight)

    @property
    def is_their_turn(self) -> bool:
        """Whether it waits for the applicant: something to fill in, and a way to send it."""
        return bool(self.course.moves) and bool(self.course.pages)

    @cached_property
    def name(self) -> str:
        """What tells it from others of the same form: the first answer that lists show, where they see it."""
        key = next(iter(self.sight.model.listed), None)
        field = self.sight.projection.fields.get(key) if key else None
        return field.display(get_language() or "en") if field else ""

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        return stops(self.sight.model, self.sight.view, self.sight.dossier.status)

    @cached_property
    def reasons(self) -> list[tuple[str, str]]:
        """What the service wrote for the applicant to read: fields they may see and never fill in."""
        language = get_language() or "en"
        return [
            (field.title, field.display(language))
            for field in self.sight.projection.fields.values()
            if not field.empty and field.field.type != "file" and self._is_of_the_service(field)
        ]

    def _is_of_the_service(self, field: ProjectedField) -> bool:
        rule = self.sight.compiled.view.rule(field.key) or Rule(Access.HIDDEN)
        return rule.access is Access.READ
