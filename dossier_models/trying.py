"""Try a foreign form: does it import, render for everybody, and judge its sample answers as it should?"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier_models.sampling import Form, Sample, Unreadable, verdict
from formengine.acceptance import accept
from formengine.access import Access
from formengine.compiling import CompiledView, compile_view
from formengine.djangoforms import form_class
from formengine.document import parse
from formengine.importing import Imported, answers_from, import_schema
from formengine.importing.labels import labelled
from formengine.importing.ui_dialects import ui_of
from formengine.linting import lint
from formengine.model import BASIC_VIEWS, INTERNET, Field, Model
from formengine.problems import DocumentRefused, Problem

MOST_REASONS = 4


@dataclass(frozen=True)
class Judged:
    """A sample's verdict. `expected`: what its files say, else what `jsonschema` does; `ours`: the model's.

    `ours` is None where there is no model, `jsonschema` where that library cannot tell. `reasons`: why it was
    not accepted; never an answer.
    """

    name: str
    expected: bool
    ours: bool | None
    jsonschema: bool | None
    reasons: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return self.expected is self.ours

    @property
    def disputed(self) -> bool:
        """The sample's own files say something else of it than `jsonschema`."""
        return self.jsonschema is not None and self.jsonschema is not self.expected


@dataclass
class Tried:
    """What became of one form. `refusal` and `crash` are empty where all went well.

    `seconds` are those of everything that was tried; `untold` samples have no verdict to compare with.
    """

    source: str
    name: str
    imported: bool = False
    refusal: str = ""
    crash: str = ""
    fields: int = 0
    faults: tuple[str, ...] = ()
    rendered: tuple[str, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    judged: list[Judged] = field(default_factory=list)
    untold: int = 0

    @property
    def renders(self) -> bool:
        return self.imported and set(BASIC_VIEWS) <= set(self.rendered)


class EveryDocument:
    """For trying, whatever document a sample names is there."""

    def __contains__(self, _document: object) -> bool:
        return True


def try_form(form: Form) -> Tried:
    """Never raises: what goes wrong is said in the result."""
    tried = Tried(form.source, form.name)
    began = time.perf_counter()
    try:
        _try(form, tried)
    except (DocumentRefused, Unreadable) as refused:
        tried.refusal = said(refused)
    except Exception as error:  # a crash is what is looked for here
        tried.crash = f"{type(error).__name__}: {error}"[:300]
    try:
        _judge_all(form, tried)
    except Unreadable as refused:
        tried.refusal = tried.refusal or said(refused)
    tried.seconds = time.perf_counter() - began
    return tried


def _try(form: Form, tried: Tried) -> None:
    imported = imported_as(form, form.schema)
    model = parse(imported.document)
    tried.imported = True
    tried.fields = sum(1 for _ in each_field(model.fields.values()))
    tried.notes = dict(Counter(note.kind for note in imported.report))
    tried.faults = tuple(reason(each) for each in lint(model))
    rendered = []
    for view in BASIC_VIEWS:
        compiled = open_view(model, view)
        if compiled is not None and render_pages(compiled, {}):
            rendered.append(view)
    tried.rendered = tuple(rendered)


def imported_as(form: Form, schema: Any) -> Imported:
    """With the layout and the labels that come with it. Raises DocumentRefused or Unreadable."""
    schema = labelled(schema, form.beside("translations.json"))
    return import_schema(schema, title="", ui=ui_of(form.beside("uischema.json"), schema))


def each_field(fields: Any) -> Iterator[Field]:
    for each in fields:
        yield each
        yield from each_field(each.children)


def open_view(model: Model, view: str) -> CompiledView | None:
    """The view at the first status at which it shows anything."""
    for status in model.statuses:
        if status.cap(view).access is not Access.HIDDEN:
            return compile_view(model, view=view, status=status.key)
    return None


def render_pages(compiled: CompiledView, answers: Mapping[str, Any]) -> int:
    """Write every page of a view; the number of characters."""
    return sum(
        len(form_class(compiled, page.key)(answers=answers, language="en").render())
        for page in compiled.pages
    )


@dataclass
class Judge:
    """Somebody who fills in a whole form, and looks once at what they have filled in."""

    imported: Imported
    compiled: CompiledView
    has_looked: bool = False

    @classmethod
    def of(cls, imported: Imported) -> "Judge":
        model = parse(imported.document)
        first = compile_view(model, view=INTERNET, status=model.initial_status.key)
        return cls(imported, open_view(model, INTERNET) or first)

    def judge(self, instance: Any) -> tuple[bool, tuple[str, ...]]:
        """Whether they are let through with these answers, and why not."""
        converted = answers_from(self.imported.shape, instance)
        problems = list(converted.problems)
        if not problems:
            outcome = accept(self.compiled, {}, converted.answers, documents=EveryDocument())
            problems = [*outcome.forbidden, *outcome.problems]
            if not problems and not self.has_looked:
                self.has_looked = True
                render_pages(self.compiled, outcome.answers)
        return not problems, tuple(reason(each) for each in problems[:MOST_REASONS])


def _judge_all(form: Form, tried: Tried) -> None:
    made: dict[tuple[Any, ...], Judge | str] = {}
    for sample in form.samples:
        schema = form.schema_for(sample)
        foreign = verdict(schema, sample.instance)
        expected = foreign if sample.claimed is None else sample.claimed
        if expected is None:
            tried.untold += 1
            continue
        variant = (sample.omit, sample.patch)
        if variant not in made:
            made[variant] = _importing(form, schema)
        ours, reasons = _verdict(made[variant], sample, tried)
        tried.judged.append(Judged(sample.name, expected, ours, foreign, reasons))


def _importing(form: Form, schema: Any) -> Judge | str:
    try:
        return Judge.of(imported_as(form, schema))
    except (DocumentRefused, Unreadable) as refused:
        return said(refused)
    except Exception as error:  # noted at the form itself, or to be noted at each sample
        return f"{type(error).__name__}: {error}"[:300]


def _verdict(judge: Judge | str, sample: Sample, tried: Tried) -> tuple[bool | None, tuple[str, ...]]:
    """What the model says, and why not; None where nothing can be said."""
    if isinstance(judge, str):
        return None, (f"not imported: {judge}",)
    try:
        return judge.judge(sample.instance)
    except Exception as error:  # a crash is what is looked for here
        crash = f"{sample.name}: {type(error).__name__}: {error}"[:300]
        tried.crash = tried.crash or crash
        return None, (crash,)


def reason(problem: Problem) -> str:
    place = ".".join(map(str, problem.path))[:120]
    return f"{place}: {problem.code}" if place else problem.code


def said(refused: Exception) -> str:
    return str(refused)[:300]
