"""What somebody is told of a dossier they take part in: in the list, on its page, and on its receipt."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from citizen_portal.progress import Stop, decisions, stops
from citizen_portal.steps import Course
from dossiers.enums import Role
from dossiers.sights import Sight
from formengine.access import Access, Rule
from formengine.model import INTERNET
from formengine.projection import ProjectedField


def title_of(sight: Sight) -> str:
    """What the model calls somebody who takes part otherwise than as the applicant."""
    held = sight.participation
    if held is None:
        return ""
    named = sight.model.party if held.role == Role.SECOND_PARTY else sight.model.capacity
    found = named(held.capacity)
    return found.title if found else ""


@dataclass(frozen=True, eq=False)
class Followed:
    """One dossier as this reader follows it. Everything is read off the sight: no query."""

    sight: Sight

    @property
    def role(self) -> str:
        """Why this reader takes part: a word of `Role`."""
        return self.sight.participation.role if self.sight.participation is not None else ""

    @property
    def is_other_party(self) -> bool:
        return self.role == Role.SECOND_PARTY

    @property
    def for_whom(self) -> str:
        """Whose dossier it is, to who filed it for them."""
        return self.sight.dossier.applicant_name if self.role == Role.REPRESENTATIVE else ""

    @property
    def filed_by(self) -> str:
        """Who filed it, to the applicant for whom that was done."""
        return self.sight.dossier.filer_name if self.role == Role.APPLICANT else ""

    @property
    def capacity(self) -> str:
        """What the model calls this reader, where they are not the applicant."""
        return title_of(self.sight)

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
        """Whether it waits for its reader: something to fill in, and a way to send it.

        Another party sends nothing: it waits while an answer is missing that they are asked for.
        """
        if self.is_other_party:
            return bool(self.course.pages) and bool(self.course.missing)
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
        """What the service wrote for the applicant to read: fields they may see and never fill in.

        To others much of a dossier is only to be read.
        """
        if self.role != Role.APPLICANT and self.sight.view != INTERNET:
            return []
        language = get_language() or "en"
        return [
            (field.title, field.display(language))
            for field in self.sight.projection.fields.values()
            if not field.empty and field.field.type != "file" and self._is_of_the_service(field)
        ]

    def _is_of_the_service(self, field: ProjectedField) -> bool:
        rule = self.sight.compiled.view.rule(field.key) or Rule(Access.HIDDEN)
        return rule.access is Access.READ
