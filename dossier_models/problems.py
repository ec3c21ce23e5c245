"""What lint says of a draft, in words and with the place on the board where it is put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier_models.faults import address_of, problem_text
from dossier_models.palette import Text
from dossier_models.participants import CAPACITY, PARTY, RULES
from formengine.document import parse
from formengine.linting import lint
from formengine.problems import DocumentRefused, Problem

SECTIONS: Mapping[str, str] = {
    "properties": "fields",
    "x-pages": "fields",
    "x-statuses": "statuses",
    "x-scopes": "scopes",
    "x-kinds": "scopes",
    "x-partners": "scopes",
    "x-on-behalf": "scopes",
    "x-parties": "scopes",
    "x-documents": "papers",
    "x-views": "views",
    "x-checks": "settings",
    "x-reference": "settings",
    "title": "settings",
}


PREFIXES: Mapping[str, str] = {
    "x-pages": "",
    "x-statuses": "",
    "x-scopes": "",
    "x-documents": "",
    "x-on-behalf": CAPACITY,
    "x-parties": PARTY,
}
"""Before the key of an entry, where its tab holds several lists."""


@dataclass(frozen=True)
class Placed:
    """`section` is the tab, `item` what is selected there (may be empty)."""

    section: str
    item: str
    text: Text
    code: str
    params: Mapping[str, Any]


def design_problems(document: Mapping[str, Any]) -> tuple[Placed, ...]:
    """Everything that keeps the draft from being published, in the document's order."""
    try:
        found = tuple(lint(parse(document)))
    except DocumentRefused as refused:
        found = (refused.problem,)
    return tuple(placed(document, problem) for problem in found)


def placed(document: Mapping[str, Any], problem: Problem) -> Placed:
    section, item = place_of(document, problem.path)
    return Placed(section, item, problem_text(document, problem), problem.code, problem.params)


def place_of(document: Mapping[str, Any], path: tuple[str | int, ...]) -> tuple[str, str]:
    """From a path in the document to a tab and an item of it."""
    root = str(path[0]) if path else ""
    if root in document.get("properties", {}):
        path, root = ("properties", *path), "properties"
    section = SECTIONS.get(root, "fields")
    if root == "properties" and len(path) > 1:
        return section, address_of(path)
    if root in PREFIXES and len(path) > 1:
        return section, PREFIXES[root] + _entry_key(document, root, path[1])
    if root == "x-partners":
        return section, RULES
    if root == "x-views":  # the tab's rows are narrowed by view
        return section, str(path[1]) if len(path) > 1 and path[1] in document.get("x-views", {}) else ""
    return section, f"kind-{path[1]}" if len(path) > 1 and root == "x-kinds" else ""


def _entry_key(document: Mapping[str, Any], root: str, which: str | int) -> str:
    entries = document.get(root, [])
    if isinstance(which, int):
        return str(entries[which].get("key", "")) if 0 <= which < len(entries) else ""
    return which
