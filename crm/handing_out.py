"""The dialog by which an agent hands out a document: the same towards applicants and partners."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.enums import Role
from dossiers.models import Document
from dossiers.services import Upload
from dossiers.sights import Sight
from formengine.document import digest
from formengine.papers import LONGEST_TEXT, DocumentKind
from formengine.problems import Problem
from solicitations.recipients import Recipient
from solicitations.services.handing_out import LONGEST_MESSAGE, LONGEST_TITLE
from solicitations.texts import Draft, LeftOut, drafts_of, fingerprint
from solicitations.wording import asked_text

FILE_TEXTS: Mapping[str, str | Promise] = {
    "required": gettext_lazy("Choose a file."),
    "file_empty": gettext_lazy("This file is empty. Choose another one."),
    "file_too_large": gettext_lazy("This file is larger than %(most_mb)s MB. Choose a smaller one."),
    "file_kind": gettext_lazy("Files of this kind cannot be handed out. Choose one of these: %(endings)s."),
    "file_lies": gettext_lazy("This file is not what its name says. Choose another one."),
    "too_many_files": gettext_lazy("You have put as many files into this dossier as one person may."),
    "not_a_document": gettext_lazy("The file could not be found again. Choose it once more."),
}
GONE = gettext_lazy("Somebody you chose takes no part in the dossier any more. Look at the recipients again.")


class HandOutForm(forms.Form):
    """What is said of a document, whom it is for, and the file where there is one.

    `kept` is the file of an earlier try, which need not be sent again.
    """

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Give the document a title.")},
    )
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("Who sees it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )
    message = forms.CharField(
        label=gettext_lazy("Message beside the document (optional)"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document_file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Choose another one.")},
    )

    def __init__(self, *args: Any, people: Sequence[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: Document | None = None
        choices = [(each.key, label_of(each)) for each in people]
        cast("forms.MultipleChoiceField", self.fields["recipients"]).choices = choices

    @property
    def upload(self) -> Upload | None:
        sent = self.files.get("document_file")
        return Upload(sent.name or "", sent.size or 0, sent) if sent else None

    @property
    def kept_id(self) -> UUID | None:
        """The id of a file kept before, as sent. Whether it is this agent's is the service's to say."""
        try:
            return UUID(str(self.data.get("kept", "")))
        except ValueError:
            return None

    def chosen(self, people: Sequence[Recipient]) -> list[Recipient]:
        """Of those there are, those who are ticked, in their order."""
        ticked = set(map(str, self["recipients"].value() or ()))
        return [each for each in people if each.key in ticked]

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """What the service would not take, each at its field."""
        places = {"file": "document_file", "title": "title", "message": "message", "recipients": "recipients"}
        for problem in problems:
            name = places.get(str(problem.path[0]) if problem.path else "")
            self.add_error(name, problem_text(problem))

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        return [
            (f"id_{name}" if name in self.fields else "main", str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]


def problem_text(problem: Problem) -> str:
    place = str(problem.path[0]) if problem.path else ""
    if place == "recipients" and problem.code == "gone":
        return str(GONE)
    if place == "recipients" and problem.code == "too_many":
        return _("A document for each of them: choose %(most)s recipients at most.") % dict(problem.params)
    if place == "text" and problem.code == "too_long":
        return _("Shorten the text: %(most)s characters at most.") % dict(problem.params)
    if place == "text":
        return _("The text is empty.")
    text = FILE_TEXTS.get(problem.code) if place == "file" else None
    if text is None:
        return _("Check this.")
    return str(text) % {**problem.params, "endings": ", ".join(problem.params.get("endings", ()))}


def label_of(recipient: Recipient) -> str:
    """How a recipient stands in the dialog: what they are, their name, what they are asked for."""
    if recipient.solicitation is not None:
        return _("Visible to partner: %(partner)s") % {"partner": partner_text(recipient)}
    return _("Visible to %(role)s: %(name)s") % {"role": role_of(recipient), "name": recipient.name}


def partner_text(recipient: Recipient) -> str:
    """The partner's name, and what they are asked for."""
    asked = recipient.solicitation
    if asked is None:
        return recipient.name
    scope = recipient.sight.model.scope(asked.scope)
    return f"{recipient.name} – {asked_text(asked.kind, scope.title if scope else asked.scope)}"


def role_of(recipient: Recipient) -> str:
    """What a party is to the dossier, in words that go on."""
    held = recipient.participation
    if held is None or held.role == Role.APPLICANT:
        return _("the applicant")
    model = recipient.sight.model
    named = model.party(held.capacity) if held.role == Role.SECOND_PARTY else model.capacity(held.capacity)
    if named is not None:
        return named.title
    return _("another party") if held.role == Role.SECOND_PARTY else _("the representative")


@dataclass(frozen=True)
class Person:
    """One recipient to tick."""

    key: str
    label: str
    note: str
    ticked: bool


def people_to_tick(people: Sequence[Recipient], ticked: Iterable[str]) -> list[Person]:
    chosen = set(map(str, ticked))
    return [Person(each.key, label_of(each), note_on(each), each.key in chosen) for each in people]


def note_on(recipient: Recipient) -> str:
    """What an agent has to know of when this recipient will see it."""
    if not recipient.has_attached:
        return _("has not attached the dossier yet: has the document from then on")
    if not recipient.sight.is_open:
        return _("does not see the dossier at its present status: has the document once it is open again")
    return ""


@dataclass(frozen=True)
class TextBox:
    """The text of one document to be, to be changed. `made` is the digest of what was filled in."""

    key: str
    names: str
    text: str
    made: str
    notes: tuple[str, ...]
    recipients: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def field(self) -> str:
        return f"text-{self.key}"


@dataclass(frozen=True)
class Texts:
    """All texts of the dialog, and whether they are what the agent has looked at."""

    boxes: tuple[TextBox, ...]
    filled: str
    is_seen: bool
    is_kept: bool


def texts_of(
    kind: DocumentKind, sight: Sight, chosen: Sequence[Recipient], posted: Mapping[str, Any], today: dt.date
) -> Texts:
    """What is filled in now; what the agent has changed stays as typed, unless they want it `anew`."""
    drafts = drafts_of(kind, sight, chosen, today=today)
    now = fingerprint(drafts)
    boxes = [_box(each, posted) for each in drafts]
    is_kept = any(box.text != draft.text for box, draft in zip(boxes, drafts, strict=True))
    return Texts(tuple(boxes), now, posted.get("filled") == now, is_kept)


def _box(draft: Draft, posted: Mapping[str, Any]) -> TextBox:
    field, made = f"text-{draft.key}", digest(draft.text)[:32]
    typed = str(posted.get(field, "")).replace("\r\n", "\n")[: 2 * LONGEST_TEXT]
    as_made = field not in posted or digest(typed)[:32] == posted.get(f"made-{draft.key}")
    return TextBox(
        key=draft.key,
        names=draft.names,
        text=draft.text if as_made or "anew" in posted else typed,
        made=made,
        notes=tuple(dict.fromkeys(map(left_out_text, draft.left_out))),
        recipients=tuple(each.key for each in draft.recipients),
        told=draft.told,
    )


def left_out_text(left: LeftOut) -> str:
    """Why a place of the text stayed empty."""
    if not left.title:
        return _("The text names something that you do not see: it was left empty.")
    if left.is_unanswered:
        return _("“%(title)s” has no answer: it was left empty.") % {"title": left.title}
    facts = {"title": left.title, "names": ", ".join(left.hidden_from)}
    return _("“%(title)s” is not shown to %(names)s: it was left empty.") % facts
