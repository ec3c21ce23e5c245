"""Faults of design: what a document may say but should not be published with. Shown beside the field."""

from formengine.linting.cycles import cycle_faults
from formengine.linting.defaults import default_faults
from formengine.linting.fields import field_faults, page_faults
from formengine.linting.flow import flow_faults
from formengine.linting.participants import participant_faults
from formengine.linting.reach import reach_faults
from formengine.linting.rules import rule_faults
from formengine.linting.views import view_faults
from formengine.model import Model
from formengine.problems import Problem

__all__ = ["lint"]


def lint(model: Model) -> tuple[Problem, ...]:
    """Every fault, each with its place in the document; publishing refuses while there are any.

    Paths are those of the document: ("properties", key, …), ("x-statuses", number, …). Codes stand in
    docs/problems.md.
    """
    found = []
    if not model.title:
        found.append(Problem(("title",), "no_title"))
    for faults in (
        field_faults,
        page_faults,
        rule_faults,
        default_faults,
        cycle_faults,
        reach_faults,
        view_faults,
        flow_faults,
        participant_faults,
    ):
        found.extend(faults(model))
    return tuple(found)
