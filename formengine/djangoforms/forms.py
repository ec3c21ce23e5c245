"""One page of a compiled view as a Django form: real forms, built once, narrowed to what is shown now."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict, ErrorList
from django.utils.safestring import SafeString
from django.utils.translation import override

from formengine.acceptance import Outcome, accept
from formengine.access import Access
from formengine.compiling import CompiledPage, CompiledView
from formengine.djangoforms.anchors import anchor_of, control_path, places_of
from formengine.djangoforms.building import Builder
from formengine.djangoforms.controls import Control, shape_of
from formengine.djangoforms.fields import EngineField
from formengine.djangoforms.files import DocumentLabel, label_of
from formengine.djangoforms.messages import problem_text
from formengine.djangoforms.narrowing import answers_now, lies_in, newly_asked, seen_now
from formengine.djangoforms.reading import Files, Posted, Reader, Reading, RowAction, Upload
from formengine.djangoforms.rendering import refreshing, render
from formengine.djangoforms.words import optional, words
from formengine.fieldtypes.base import Titled
from formengine.fieldtypes.file import max_files
from formengine.merging import Conflict, Seen
from formengine.problems import Path, Problem
from formengine.projection import ProjectedField, project


class PageForm(forms.Form):
    """One page as one person sees it now.

    `answers`: what is stored. `typed`: raw values kept of an earlier try (`submitted`), shown in place of
    what is stored, and `seen` what their writer had seen then. `documents`: labels of the documents this
    person may open or has just deposited. `complete` False judges values only, not what is missing. Where
    `refresh_url` is given, htmx asks it for the fields anew when an answer changes that conditions ask about.
    `today`: what checks take for today. `offers`: what there is to choose from where a field's type does not
    know it, by the field's path: a link to a dossier.

    A posted file is in `uploads` until `add_document` gives it an id; do that before asking `is_valid`.
    """

    compiled: ClassVar[CompiledView]
    compiled_page: ClassVar[CompiledPage]

    def __init__(
        self,
        data: Posted | None = None,
        files: Files = None,
        *,
        answers: Mapping[str, Any],
        typed: Mapping[str, Any] | None = None,
        seen: Mapping[str, Seen] | None = None,
        documents: Mapping[str, DocumentLabel] | None = None,
        offers: Mapping[str, Titled] | None = None,
        document_url: str = "",
        language: str = "en",
        refresh_url: str = "",
        complete: bool = True,
        today: date | None = None,
        prefix: str | None = "",
        initial: Any = None,
    ) -> None:
        super().__init__(data, files, prefix=prefix or None)
        self.answers, self.language, self.complete, self.today = answers, language, complete, today
        self.documents, self.offers = dict(documents or {}), offers or {}
        self._dossiers = {value for titled in self.offers.values() for value, _title in titled}
        self.document_url, self.refresh_url = document_url, refresh_url
        self.outcome: Outcome | None = None
        self.row_action: RowAction | None = None
        self.seen: Mapping[str, Seen] = {
            key: each for key, each in (seen or {}).items() if key in (typed or {})
        }
        self._reading, self._sent_shape = Reading(), ""
        self._typed = self._editable(typed or {})
        self._added, self._problems = list[Problem](), list[Problem]()
        if data is not None:
            self._read(data, files)
        self._narrow()

    def _read(self, data: Posted, files: Files) -> None:
        reader = Reader(data, files, self.prefix or "")
        own = {compiled.key: compiled for compiled in self.compiled_page.fields}
        sent = reader.seen()
        self.seen = {key: each for key, each in sent.items() if key in own and isinstance(each, str | dict)}
        self.row_action, self._sent_shape = reader.pressed, reader.shape()
        stored = {key: each.visible(self.answers.get(key)) for key, each in own.items()}
        self._reading = reader.read(own, self.seen, stored)
        self._added = list(self._reading.problems)

    def _narrow(self) -> None:
        """Resolve conditions on the stored answers and what was typed, and keep what is shown then."""
        answers, sent = self.answers, {**self._typed, **self.submitted}
        if sent:
            answers = answers_now(self.compiled, answers, sent, self.documents, self._dossiers)
        self.projection = project(self.compiled, answers)
        page = self.projection.page(self.page_key)
        self.shown: Mapping[str, ProjectedField] = {each.key: each for each in page.fields} if page else {}
        self.fields = {key: field for key, field in self.fields.items() if key in self.shown}

    @property
    def page_key(self) -> str:
        return self.compiled_page.key

    @property
    def submitted(self) -> dict[str, Any]:
        """Raw values of the editable fields that came in, as `accept` and a draft take them."""
        return self._reading.values

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """Files that came in, are in order, and have no id yet."""
        return tuple(self._reading.uploads)

    @property
    def is_forged(self) -> bool:
        """Whether something was sent that this page does not offer: refuse the whole request."""
        return self.outcome is not None and bool(self.outcome.forbidden)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.outcome.conflicts if self.outcome else ()

    def add_document(self, key: str, document_id: str | UUID, label: DocumentLabel | None = None) -> None:
        """An upload was stored: it is part of the answer now. Where there is room for one, it replaces it."""
        kept = [] if max_files(self.compiled.by_key[key].field) == 1 else self.submitted.get(key) or []
        self._reading.values[key] = [*kept, str(document_id)]
        upload = self._reading.stored(key)
        if label := label or (label_of(upload) if upload else None):
            self.documents[str(document_id)] = label

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Show problems found elsewhere (a refused file, what the save found under its lock)."""
        self._added.extend(problems)
        if self.outcome is None:
            self._problems = self._in_order(self._added)
        else:
            self._show([*self._problems, *self._added])

    def full_clean(self) -> None:
        """Django's hook behind `errors` and `is_valid`: here the engine judges."""
        self._errors = ErrorDict()
        if not self.is_bound:
            return
        self.judge(
            accept(
                self.compiled,
                self.answers,
                self._with_stand_ins(),
                seen=self.seen,
                page=self.page_key,
                complete=self.complete,
                documents={*self.documents, *map(_stand_in, range(len(self.uploads)))},
                dossiers=self._dossiers,
                today=self.today,
            )
        )

    def judge(self, outcome: Outcome) -> None:
        """Show what became of the submission. What was added by hand before stays."""
        self.outcome = outcome
        asks_anew = self.seen and self.complete
        new = newly_asked(self.shown, self.submitted, self.seen, outcome.answers) if asks_anew else []
        found = [each for each in outcome.problems if each.code != "required" or not lies_in(each.path, new)]
        found += [Problem(path, "newly_asked") for path in new]
        found += [Problem((conflict.key,), "conflict") for conflict in outcome.conflicts]
        self.cleaned_data = {key: outcome.answers.get(key) for key in self.fields}
        self._show([*self._added, *outcome.forbidden, *found])

    def _show(self, problems: list[Problem]) -> None:
        self._problems = self._in_order(problems)
        errors = ErrorDict()
        for problem in self._problems:
            key = _top(problem) if _top(problem) in self.fields else NON_FIELD_ERRORS
            errors.setdefault(key, ErrorList()).append(self._text(problem))
        self._errors = errors

    def _in_order(self, problems: Iterable[Problem]) -> list[Problem]:
        place = {key: number for number, key in enumerate(self.shown)}
        once = {(each.path, each.code): each for each in problems}.values()
        return sorted(once, key=lambda each: place.get(_top(each), -1))

    def _text(self, problem: Problem) -> str:
        known = self.compiled.by_key.get(_top(problem))
        return problem_text(problem, known.field if known else None, self.language)

    def _editable(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What a draft holds that may still be answered."""
        known = self.compiled.by_key
        return {
            key: raw
            for key, raw in typed.items()
            if key in known and known[key].access is Access.EDIT and known[key].field.holds_value
        }

    def _with_stand_ins(self) -> Mapping[str, Any]:
        """For a preview, where nothing is stored: an upload without an id counts as a document."""
        values = dict(self.submitted)
        for number, upload in enumerate(self.uploads):
            one = max_files(self.compiled.by_key[upload.key].field) == 1
            values[upload.key] = [*([] if one else values.get(upload.key) or []), _stand_in(number)]
        return values

    # Showing

    def controls(self) -> list[Control]:
        """The page's fields as plain values, in order."""
        builder = Builder(
            self.language,
            words(self.language),
            self.documents,
            self.compiled.view.surface == "portal",
            f"{self.prefix}-" if self.prefix else "",
            self._texts(),
            self.compiled.asked,
            self.offers,
            self._reading.labels,
        )
        raw, blank = {**self._typed, **self.submitted}, self._reading.blank
        with override(self.language):
            return [
                builder.control(shown, raw.get(key) if shown.editable else None, blank.get(key, 0))
                for key, shown in self.shown.items()
            ]

    def _texts(self) -> dict[Path, list[str]]:
        """Texts by the path of the control they stand at."""
        texts: dict[Path, list[str]] = {}
        for problem in self._problems:
            texts.setdefault(control_path(self.compiled, problem.path), []).append(self._text(problem))
        return texts

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Id of the input to go to, and text, of each problem in the order of the page."""
        places = places_of(self.controls())
        return [(anchor_of(problem.path, places), self._text(problem)) for problem in self._problems]

    @property
    def looks_different(self) -> bool:
        """Whether the fields now are others than on the page that was sent, or say something else."""
        if self.row_action is None and self._sent_shape:
            return self._sent_shape != shape_of(self.controls())
        return self.row_action is not None or set(self.seen_now()) != set(self.seen)

    def seen_now(self) -> Mapping[str, Seen]:
        """What to send back with the page: as it was first shown; anew where a conflict has been shown."""
        anew, known = {conflict.key for conflict in self.conflicts}, self.compiled.by_key
        return {
            key: seen_now(
                known[key], shown, self.answers.get(key), None if key in anew else self.seen.get(key)
            )
            for key, shown in self.shown.items()
            if shown.editable and shown.field.holds_value
        }

    def render(self, template_name: Any = None, context: Any = None, renderer: Any = None) -> SafeString:
        """The page's fields as HTML; the arguments are Django's and not used."""
        controls = self.controls()
        return render(
            "fields.html",
            {
                "controls": controls,
                "shape": shape_of(controls),
                "seen": json.dumps(self.seen_now(), separators=(",", ":")),
                "prefix": f"{self.prefix}-" if self.prefix else "",
                "words": words(self.language),
                "optional": optional(self.language),
                "refresh": refreshing(self.refresh_url),
            },
        )

    as_fields = __str__ = __html__ = render


@lru_cache(maxsize=512)
def form_class(compiled: CompiledView, page: str) -> type[PageForm]:
    """The form of one page. Raises KeyError for a page this view does not have."""
    chosen = compiled.page(page)
    if chosen is None:
        raise KeyError(page)
    fields = {each.key: EngineField(each) for each in chosen.fields if each.field.holds_value}
    name = f"{page.title().replace('_', '')}PageForm"
    return type(name, (PageForm,), {**fields, "compiled": compiled, "compiled_page": chosen})


def _top(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _stand_in(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"
