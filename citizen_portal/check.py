"""What the check shows: the answers as they will be sent, what is missing, and what one may do."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language

from accounts.actors import Actor
from citizen_portal.steps import CHECK, Course
from dossiers.selectors import document_labels
from formengine.djangoforms import problem_text, render_projection
from formengine.problems import Problem

DOCUMENT_URL = "citizen_portal:document"


def summary_context(
    actor: Actor, course: Course, url_of: Callable[[str], str], problems: tuple[Problem, ...] | None
) -> dict[str, Any]:
    """`problems`: those for which sending was refused; None where it has not been tried. One query."""
    sight, language = course.sight, get_language() or "en"
    lacking = [
        (f"{url_of(page)}?return={CHECK}#f-{problem.path[0]}", _text(course, problem, language))
        for problem in (problems if problems is not None else course.missing)
        if (page := course.page_of(problem))
    ]
    return {
        "answers": render_projection(
            sight.projection,
            language,
            document_labels(actor=actor, sight=sight, url_name=DOCUMENT_URL),
            change_url=lambda key: f"{url_of(key)}?return={CHECK}",
        ),
        "lacking": lacking,
        "refused": problems is not None,
        "moves": course.moves,
    }


def _text(course: Course, problem: Problem, language: str) -> str:
    known = course.sight.compiled.by_key.get(str(problem.path[0]))
    return problem_text(problem, known.field if known else None, language)
