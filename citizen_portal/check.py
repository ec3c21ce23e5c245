"""What the check shows: the answers as they will be sent, what is missing, and what one may do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from accounts.actors import Actor
from citizen_portal.steps import CHECK, Course
from dossiers.addresses import UNCONFIRMED
from dossiers.links import named
from dossiers.selectors import document_labels
from formengine.djangoforms import problem_text, render_projection
from formengine.problems import Problem

DOCUMENT_URL = "citizen_portal:document"


def summary_context(
    actor: Actor,
    course: Course,
    drafted: frozenset[str],
    url_of: Callable[[str], str],
    problems: tuple[Problem, ...] | None,
) -> dict[str, Any]:
    """`drafted`: pages with something typed and never saved. `problems`: those for which sending was refused;
    None where it has not been tried. One query.
    """
    sight, language = course.sight, get_language() or "en"
    change = {key: f"{url_of(key)}?return={CHECK}" for key in course.pages}
    titles = {page.key: page.title for page in sight.projection.pages if page.key in change}
    return {
        "answers": render_projection(
            sight.projection,
            language,
            document_labels(actor=actor, sight=sight, url_name=DOCUMENT_URL),
            change_url=lambda key: change.get(key, ""),
            offers=named(sight.projection, actor.organisation_id),
        ),
        "lacking": _lacking_pages(course, change) if problems is None else _lacking(course, problems, change),
        "unsaved": [(change[key], title) for key, title in titles.items() if key in drafted],
        "refused": problems is not None,
        "moves": course.moves,
    }


def _lacking_pages(course: Course, change: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pages on which something is still to be done, with their address; then the addresses to confirm."""
    to_confirm = [problem for problem in course.missing if problem.code == UNCONFIRMED]
    lacking = {course.page_of(problem) for problem in course.missing if problem not in to_confirm}
    pages = [page for page in course.sight.projection.pages if page.key in lacking]
    codes = [(_codes_url(course), _text(course, problem)) for problem in to_confirm]
    return [*((change[page.key], page.title) for page in pages), *codes]


def _codes_url(course: Course) -> str:
    return reverse("citizen_portal:confirm", args=[course.sight.dossier.uid])


def _lacking(
    course: Course, problems: tuple[Problem, ...], change: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Each thing that is missing, in the order of the form, with the address of its field."""
    place = {key: number for number, key in enumerate(course.sight.compiled.by_key)}
    once = {(problem.path, problem.code): problem for problem in problems}
    found = []
    for problem in sorted(once.values(), key=lambda each: place.get(_field(each), -1)):
        page = course.page_of(problem)
        url = f"{change[page]}#f-{_field(problem)}" if page else ""
        url = _codes_url(course) if problem.code == UNCONFIRMED else url
        found.append((url, _text(course, problem)))
    return found


def _field(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _text(course: Course, problem: Problem) -> str:
    known = course.sight.compiled.by_key.get(_field(problem))
    return problem_text(problem, known.field if known else None, get_language() or "en")
