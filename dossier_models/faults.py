"""Faults of design in words: what is wrong and what to do (codes: docs/problems.md)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossier_models.palette import quoted, view_titles
from formengine.editing import label_of
from formengine.problems import Problem

FAULTS: Mapping[str, str | Promise] = {
    "no_title": gettext_lazy("%(place)s has no title."),
    "no_options": gettext_lazy("“%(field)s” has no options to choose from."),
    "no_children": gettext_lazy("“%(field)s” is empty: add a field inside it, or remove it."),
    "no_message": gettext_lazy("A check says nothing when it is not met."),
    "no_verdicts": gettext_lazy("“%(entry)s” has no verdict to give."),
    "bad_setting": gettext_lazy("A setting of “%(field)s” cannot be used."),
    "unknown_setting": gettext_lazy("“%(field)s” has a setting “%(keyword)s” that its type does not know."),
    "least_above_most": gettext_lazy("“%(field)s”: the least is above the most."),
    "pattern_refused": gettext_lazy("The pattern of “%(field)s” cannot be run. Simplify it."),
    "format_unknown": gettext_lazy("“%(field)s” asks for a number of a register that is not known."),
    "kind_unknown": gettext_lazy("“%(field)s” takes a kind of file that cannot be checked."),
    "cannot_be_masked": gettext_lazy("%(place)s masks “%(key)s”, which has no text to mask."),
    "file_inside": gettext_lazy(
        "“%(field)s” is a file inside a group. Give it a place of its own on a page."
    ),
    "on_no_page": gettext_lazy("“%(field)s” is on no page, so nobody sees it."),
    "on_two_pages": gettext_lazy("“%(field)s” is on more than one page."),
    "page_empty": gettext_lazy("The page “%(entry)s” has no field. Add one, or remove the page."),
    "item_unknown": gettext_lazy("%(place)s names “%(key)s”, which does not exist."),
    "view_unknown": gettext_lazy("%(place)s names the view “%(key)s”, which does not exist."),
    "view_missing": gettext_lazy("The view “%(key)s” is missing."),
    "status_unknown": gettext_lazy("A move from “%(entry)s” leads to a status that does not exist."),
    "status_unreachable": gettext_lazy("No move leads to “%(entry)s”."),
    "status_dead_end": gettext_lazy(
        "“%(entry)s” leads nowhere. Allow a move, or say that the dossier ends there."
    ),
    "kind_of_solicitation_unknown": gettext_lazy("“%(key)s” is no kind of request."),
    "reference_bad": gettext_lazy("The pattern of references must hold {seq}, such as SUB-{yyyy}-{seq:05d}."),
    "condition_cycle": gettext_lazy("The condition of “%(field)s” in the end asks about the field itself."),
    "condition_source_hidden": gettext_lazy(
        "%(place)s depends on “%(source)s”, which the view “%(view)s” does not show. "
        "Show it there, or say that it may be guessed."
    ),
    "required_never_editable": gettext_lazy(
        "The view “%(view)s” requires “%(source)s”, and at no status can it be filled in there."
    ),
    "required_of_nobody": gettext_lazy(
        "“%(source)s” is required under a condition, and nobody can fill it in."
    ),
    "check_of_nobody": gettext_lazy("Nobody sees everything that a check asks about."),
    "rule_unknown_field": gettext_lazy("%(place)s asks about “%(key)s”, which does not exist."),
    "rule_unknown_rows": gettext_lazy("%(place)s asks about the rows “%(key)s”, which do not exist."),
    "rule_static": gettext_lazy("%(place)s asks about “%(source)s”, which is only there to be read."),
    "rule_types": gettext_lazy("%(place)s compares what cannot be compared."),
    "rule_literal": gettext_lazy("%(place)s: “%(literal)s” cannot be an answer to what the rule asks."),
    "rule_not_a_number": gettext_lazy("%(place)s adds up “%(source)s”, which is no number."),
    "rule_result": gettext_lazy("The rule that computes %(place)s does not give what the field holds."),
    "rule_asks_today": gettext_lazy("%(place)s: only checks and defaults may ask for today’s date."),
    "compute_cycle": gettext_lazy("“%(field)s” is in the end computed from itself."),
    "never_shown": gettext_lazy("The condition of %(place)s can never be met: nobody will ever see it."),
    "computed_source_hidden": gettext_lazy(
        "%(place)s is computed from “%(source)s”, which the view “%(view)s” does not show. "
        "Show it there, or say that it may be guessed."
    ),
    "default_unfit": gettext_lazy("The default of “%(field)s” is no answer to it."),
    "default_asks": gettext_lazy("The default of “%(field)s” asks for answers: there are none yet."),
    "prefill_unknown": gettext_lazy("“%(field)s” is to be filled in from “%(key)s”, which does not exist."),
    "rule_option_unknown": gettext_lazy("%(place)s asks for the option “%(option)s”, which does not exist."),
    "rule_not_a_question": gettext_lazy("The condition of %(place)s is not answered by yes or no."),
    "no_file_field": gettext_lazy("%(place)s asks for a proof in “%(key)s”, which is no field for files."),
    "scope_unknown": gettext_lazy("%(place)s goes to the scope “%(key)s”, which does not exist."),
    "place_unknown": gettext_lazy(
        "The text of %(place)s names “{{%(key)s}}”, for which there is no answer to write."
    ),
    "view_not_on_portal": gettext_lazy(
        "%(place)s looks through the view “%(seen)s”, which is for the desk. Choose a view of the portal."
    ),
    "view_of_applicant": gettext_lazy(
        "%(place)s looks through the applicant’s own view. Give them a view of their own."
    ),
}
LIST_FAULTS: Mapping[str, str | Promise] = {
    "list_too_large": gettext_lazy("The list is too large: at most %(most_mb)s MB."),
    "list_too_long": gettext_lazy("The list is too long: at most %(most)s rows."),
    "list_not_text": gettext_lazy("This is not a text file. Save the list as CSV."),
    "list_not_csv": gettext_lazy("A quotation mark is open or out of place."),
    "list_empty": gettext_lazy("The list has no rows."),
    "list_no_value": gettext_lazy("The first column is empty."),
    "list_too_wide": gettext_lazy(
        "A value holds at most %(most)s characters, and what people read %(most_title)s."
    ),
    "list_twice": gettext_lazy("The value “%(value)s” stands there twice, with different texts."),
}
"""What is wrong with a CSV file of a reference list, by code."""

ENTRIES = (
    "x-pages",
    "x-statuses",
    "x-scopes",
    "x-checks",
    "x-on-behalf",
    "x-parties",
    "x-documents",
)


def problem_text(document: Mapping[str, Any], problem: Problem) -> str:
    """One fault of a draft, in the reader's language."""
    template = FAULTS.get(problem.code)
    if template is None:
        return _("Something is wrong here (%(code)s).") % {"code": problem.code}
    root = str(problem.path[0]) if problem.path else ""
    entry = entry_title(document, problem.path)
    field = label_of(document, address_of(problem.path)) if root == "properties" else ""
    place = quoted(field or entry) if field or entry else _("The model")
    key = str(problem.params.get("key", ""))
    view = str(problem.params.get("view", ""))
    return str(template) % {
        "place": place,
        "field": field,
        "entry": entry,
        "key": key,
        "source": label_of(document, key),
        "view": view_titles(document).get(view, view),
        "seen": view_titles(document).get(key, key),
        "option": str(problem.params.get("option", "")),
        "literal": str(problem.params.get("literal", "")),
        "keyword": str(problem.params.get("keyword", "")),
    }


def address_of(path: tuple[str | int, ...]) -> str:
    """A field's address out of a document's path: properties/group/items/properties/child, at any depth."""
    if len(path) < 2 or path[0] != "properties":
        return ""
    keys, rest = [str(path[1])], list(path[2:])
    while rest:
        if rest[0] == "items":
            rest.pop(0)
        if len(rest) < 2 or rest[0] != "properties":
            break
        keys.append(str(rest[1]))
        rest = rest[2:]
    return ".".join(keys)


def entry_title(document: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
    """What people call the page, status, scope or check that a path leads into."""
    if len(path) < 2 or path[0] not in ENTRIES or not isinstance(path[1], int):
        return ""
    entries = document.get(str(path[0]), [])
    found = entries[path[1]] if path[1] < len(entries) else {}
    return str(found.get("title") or found.get("message") or found.get("key", ""))


def list_fault_text(problem: Problem) -> str:
    """One fault of a CSV file, with the line where it has one."""
    text = str(LIST_FAULTS[problem.code]) % dict(problem.params)
    return _("Line %(line)s: %(text)s") % {"line": problem.path[0], "text": text} if problem.path else text
