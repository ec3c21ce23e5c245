"""A document's text, filled in so that nobody is told what they may not see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext_lazy as _

from dossiers.sights import Sight
from formengine.document import digest
from formengine.papers import DocumentKind, field_named
from formengine.projection import ProjectedField
from solicitations.recipients import Recipient

PERSONAL = ("recipient", "instructions")
"""What differs from one recipient to the next: a text that names it makes a document for each."""
EVERYBODY = "all"
OWN_TITLES = {
    "reference": _("Reference"),
    "title": _("Title"),
    "status": _("Status"),
    "today": _("Today's date"),
    "organisation": _("Organisation"),
    "applicant": _("Applicant"),
    "recipient": _("Recipient"),
    "instructions": _("Instructions"),
}


@dataclass(frozen=True)
class LeftOut:
    """A place of the text that stayed empty, and why.

    `title` is what it asks for; empty where it is not shown to the agent either. `hidden_from` are names of
    recipients whose own sight does not show it; nobody where there is no answer.
    """

    title: str
    hidden_from: tuple[str, ...] = ()

    @property
    def is_unanswered(self) -> bool:
        return bool(self.title) and not self.hidden_from


@dataclass(frozen=True, eq=False)
class Draft:
    """The text of one document to be. `told` are the fields whose answers stand in it."""

    key: str
    recipients: tuple[Recipient, ...]
    text: str
    told: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in self.recipients)


def drafts_of(
    kind: DocumentKind, agent: Sight, recipients: Sequence[Recipient], *, today: dt.date
) -> list[Draft]:
    """One for all recipients, or one for each where the text names them. No query.

    An answer is filled in only where the sights of the agent and of every recipient show it alike.
    """
    if len(recipients) > 1 and set(PERSONAL) & set(kind.names):
        return [_draft(kind, each.key, agent, (each,), today) for each in recipients]
    return [_draft(kind, EVERYBODY, agent, tuple(recipients), today)]


def fingerprint(drafts: Sequence[Draft]) -> str:
    """Tells whether what an agent has looked at is still what would be filled in, and for the same people."""
    return digest([[each.key, [r.key for r in each.recipients], each.text] for each in drafts])[:32]


def _draft(
    kind: DocumentKind, key: str, agent: Sight, recipients: tuple[Recipient, ...], today: dt.date
) -> Draft:
    with translation.override(settings.LANGUAGE_CODE):
        filling = _Filling(agent, recipients, today)
        values, told, left_out = {}, [], []
        for name in kind.names:
            found = filling.value(name)
            if isinstance(found, LeftOut):
                left_out.append(found)
                continue
            values[name] = found
            if path := field_named(name):
                told.append(path)
        return Draft(key, recipients, kind.filled(values), tuple(told), tuple(left_out))


@dataclass(frozen=True, eq=False)
class _Filling:
    agent: Sight
    recipients: tuple[Recipient, ...]
    today: dt.date

    def value(self, name: str) -> str | LeftOut:
        path = field_named(name)
        return self._answer(path) if path else self._own(name)

    def _answer(self, path: str) -> str | LeftOut:
        field = shown_at(self.agent, path)
        if field is None:
            return LeftOut("")
        told = field.display(settings.LANGUAGE_CODE)
        hidden = tuple(each.name for each in self.recipients if not shows_alike(each.sight, path, told))
        return told if told and not hidden else LeftOut(field.title, hidden)

    def _own(self, name: str) -> str | LeftOut:
        value = self.own[name]
        hidden = tuple(each.name for each in self.recipients if not self._may_know(name, each))
        return value if value and not hidden else LeftOut(str(OWN_TITLES[name]), hidden)

    @cached_property
    def own(self) -> Mapping[str, str]:
        dossier, model = self.agent.dossier, self.agent.model
        only = self.recipients[0] if len(self.recipients) == 1 else None
        return {
            "reference": dossier.reference or "",
            "title": model.title,
            "status": self.agent.status.wording,
            "today": formats.date_format(self.today, "DATE_FORMAT"),
            "organisation": dossier.organisation.name,
            "applicant": dossier.applicant_name,
            "recipient": only.name if only else "",
            "instructions": only.instructions if only else "",
        }

    def _may_know(self, name: str, recipient: Recipient) -> bool:
        """Where it stands is for those who see the dossier there; who applies, for those it is shown to."""
        if name == "status":
            return recipient.sight.is_open
        if name == "applicant":
            return recipient.is_applicants or tells_of(recipient.sight, self.agent.dossier.applicant_name)
        return True


def shown_at(sight: Sight, path: str) -> ProjectedField | None:
    """The field at a dotted path, through single groups, where this sight shows all of it; else None."""
    key, *below = path.split(".")
    found = sight.projection.fields.get(key)
    for part in below:
        inside = found.children if found is not None and found.field.type == "group" else ()
        found = next((each for each in inside if each.key == part), None)
    if found is None or found.masked or found.hides_something or found.field.type == "file":
        return None
    return found


def shows_alike(sight: Sight, path: str, told: str) -> bool:
    """Whether this sight shows the answer, in the same words."""
    found = shown_at(sight, path)
    return found is not None and found.display(settings.LANGUAGE_CODE) == told


def tells_of(sight: Sight, name: str) -> bool:
    """Whether some answer that this sight shows names somebody."""
    wanted = " ".join(name.casefold().split())
    answers = (each.display(settings.LANGUAGE_CODE) for each in sight.projection.fields.values())
    return bool(wanted) and any(wanted in " ".join(each.casefold().split()) for each in answers)
