"""Faults of fields and pages by themselves."""

from collections import Counter
from collections.abc import Iterator

from formengine.fieldtypes import type_of
from formengine.fieldtypes.also import also_problems
from formengine.fieldtypes.keywords import AUTOCOMPLETE
from formengine.model import Field, Model
from formengine.problems import Path, Problem


def field_faults(model: Model) -> Iterator[Problem]:
    for key, field in model.fields.items():
        yield from _one(field, ("properties", key))


ON_ANY_FIELD = frozenset(
    {"x-type", "x-when", "x-required-when", "x-required", "x-compute", "x-also", "x-name", "x-plain"}
    | {"x-default", "x-prefill"}
)


def _one(field: Field, path: Path) -> Iterator[Problem]:
    known = ON_ANY_FIELD.union(type_of(field).settings())
    for keyword in field.schema:
        if keyword.startswith("x-") and keyword not in known:
            yield Problem((*path, keyword), "unknown_setting", {"keyword": keyword[:40]})
    if not field.title and field.type != "static":
        yield Problem((*path, "title"), "no_title")
    for problem in (*type_of(field).design_problems(field.schema), *also_problems(field.schema)):
        yield problem.under(*path)
    token = field.schema.get("x-autocomplete", "name")
    if not isinstance(token, str) or token not in AUTOCOMPLETE:
        yield Problem((*path, "x-autocomplete"), "bad_setting")
    inner = (*path, "items", "properties") if field.type == "rows" else (*path, "properties")
    for child in field.children:
        yield from _one(child, (*inner, child.key))
        if child.type == "file":
            yield Problem((*inner, child.key), "file_inside")


def page_faults(model: Model) -> Iterator[Problem]:
    placed = Counter(item for page in model.pages for item in page.items)
    for key in model.fields:
        if placed[key] != 1:
            yield Problem(("properties", key), "on_two_pages" if placed[key] else "on_no_page")
    for number, page in enumerate(model.pages):
        if not page.title:
            yield Problem(("x-pages", number, "title"), "no_title")
        if not page.items:
            yield Problem(("x-pages", number), "page_empty")
        for place, item in enumerate(page.items):
            if item not in model.fields:
                yield Problem(("x-pages", number, "items", place), "item_unknown", {"key": item})
    for number, key in enumerate(model.listed):
        if key not in model.fields:
            yield Problem(("x-listed", number), "item_unknown", {"key": key})
