"""The opinion as a form: the same for an external partner on the portal and a colleague at the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import Document
from dossiers.services import Upload
from formengine.model import Scope
from formengine.problems import Problem
from solicitations.models import Opinion
from solicitations.services.conversing import LONGEST_TEXT
from solicitations.services.replying import LONGEST_REASONS, Verdict

Text = str | Promise
MOST_SENT = 50
FILE_TEXTS: dict[str, Text] = {
    "file_empty": gettext_lazy("This file is empty. Choose another one."),
    "file_too_large": gettext_lazy("This file is larger than %(most_mb)s MB. Choose a smaller one."),
    "file_kind": gettext_lazy(
        "Files of this kind cannot be joined. Choose a PDF, a picture (JPEG, PNG) or an office document "
        "(ODT, ODS, DOCX, XLSX)."
    ),
    "file_lies": gettext_lazy("What is in this file is not what its name says. Choose another one."),
    "too_many_files": gettext_lazy("Join %(most)s files at most."),
    "not_a_document": gettext_lazy("The file could not be found again. Choose it once more."),
}


@dataclass(frozen=True)
class Choice:
    """One verdict to choose."""

    key: str
    title: str
    reasons_required: bool
    is_chosen: bool


class WordsForm(forms.Form):
    """A few words: a question, its answer, why there is no reply. `missing` is what asks for them."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy("Shorten your text: %(limit_value)d characters at most."),
        },
    )

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = missing

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        return [("id_text", str(message)) for message in self.errors.get("text", ())]


class Files(forms.FileInput):
    allow_multiple_selected = True


class OpinionForm(forms.Form):
    """`scope` gives the verdicts. `kept` are files of an earlier try, which need not be sent again.

    `present` is the opinion given already, which the new one replaces; its files are kept unless left out.
    What is uploaded is in `uploads`: the service judges it.
    """

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your opinion"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose your opinion."),
            "invalid_choice": gettext_lazy("Choose one of the opinions listed."),
        },
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons and reservations"), required=False, widget=forms.Textarea
    )
    opinion_file = forms.Field(
        label=gettext_lazy("Documents joined to the opinion (optional)"), required=False, widget=Files
    )
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=9999)

    def __init__(
        self, *args: Any, scope: Scope, kept: Sequence[Document] | None = None,
        present: Opinion | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        if present is not None:
            shown = {"verdict": present.verdict, "reasons": present.reasons, "replaces": present.number}
            kwargs["initial"] = shown | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.scope, self.present = scope, present
        self.kept = list(kept if kept is not None else (present.papers if present else ()))
        verdicts = [(each.key, each.title) for each in scope.verdicts]
        cast("forms.ChoiceField", self.fields["verdict"]).choices = verdicts

    def clean_reasons(self) -> str:
        """Line ends are one character, as their writer counted them. At most 8,000."""
        reasons: str = self.cleaned_data["reasons"].replace("\r\n", "\n")
        if len(reasons) > LONGEST_REASONS:
            raise forms.ValidationError(self._text(Problem(("reasons",), "too_long")))
        return reasons

    def clean(self) -> dict[str, Any]:
        """Reasons where the verdict asks for them: said here, so that all problems are said at once."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = self.scope.verdict(cleaned.get("verdict", ""))
        given = cleaned.get("reasons", "").strip() or "reasons" in self.errors
        if chosen and chosen.reasons_required and not given:
            self.add_error("reasons", self._text(Problem(("reasons",), "required")))
        return cleaned

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """What the service would not take, each at its field."""
        for problem in problems:
            place = str(problem.path[0]) if problem.path else None
            self.add_error(place if place in self.fields else None, self._text(problem))

    def add_file_problems(self, name: str, problems: Iterable[Problem]) -> None:
        """What is wrong with one of the files, by its name."""
        for problem in problems:
            self.add_error("opinion_file", f"{name}: {self._text(problem)}")

    def keep(self, document: Document) -> None:
        """Show this file as chosen already."""
        if document.pk not in {each.pk for each in self.kept}:
            self.kept.append(document)

    @property
    def verdict_choices(self) -> list[Choice]:
        chosen = self["verdict"].value()
        return [
            Choice(each.key, each.title, each.reasons_required, each.key == chosen)
            for each in self.scope.verdicts
        ]

    @property
    def uploads(self) -> list[Upload]:
        return uploads_in(cast("MultiValueDict[str, Any]", self.files)) if self.files else []

    @property
    def sent_documents(self) -> tuple[UUID, ...]:
        """The ids of files kept before, as sent. Whether they are this writer's is the service's to say."""
        sent = cast("QueryDict", self.data).getlist("opinion_document") if self.data else []
        return tuple(each for text in sent[:MOST_SENT] if (each := _uuid(text)) is not None)

    @property
    def as_verdict(self) -> Verdict:
        """Of a valid form."""
        cleaned, documents = self.cleaned_data, tuple(each.pk for each in self.kept)
        return Verdict(
            cleaned["verdict"], cleaned["reasons"], documents=documents, replaces=cleaned["replaces"] or 0
        )

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        return [
            (self._anchor(name), str(message))
            for name, messages in self.errors.items()
            for message in messages
        ]

    def _anchor(self, name: str) -> str:
        if name not in self.fields:
            return "main-content"
        return "id_verdict_0" if name == "verdict" else f"id_{name}"

    def _text(self, problem: Problem) -> str:
        place, code = str(problem.path[0]) if problem.path else "", problem.code
        if place == "reasons" and code == "required":
            return _("Give your reasons: this opinion needs them.")
        if place == "reasons" and code == "too_long":
            return _("Shorten your reasons: %(most)s characters at most.") % {"most": LONGEST_REASONS}
        if place == "verdict":
            return _("Choose your opinion.")
        text = FILE_TEXTS.get(code)
        return str(text) % dict(problem.params) if text else _("Please check your reply.")


def uploads_in(files: "MultiValueDict[str, Any]") -> list[Upload]:
    """The files that were sent with an opinion."""
    return [Upload(each.name or "", each.size or 0, each) for each in files.getlist("opinion_file")]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
