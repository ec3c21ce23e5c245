"""What somebody who is asked would see of a dossier, as far as the agent who asks may know it too."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dossiers.sights import Sight
from formengine.compiling import compile_view
from formengine.model import Scope
from formengine.projection import ProjectedField, Projection, project


@dataclass(frozen=True, eq=False)
class Foresight:
    """`shown`: the partner's projection, made of what the agent's own holds and of nothing else."""

    shown: Projection
    fills_in: tuple[str, ...]
    files: int


def foreseen(sight: Sight, *, scope: Scope, kind: str, status: str) -> Foresight:
    """Of this dossier, for this kind and scope, at a status. No query.

    The partner's view is applied to the answers that the agent's projection shows whole: what the desk may
    not know is in no value, and decides no condition. Of fields shown to the partner alone only the name is
    told.
    """
    own = sight.projection.fields
    known = {key: each.value for key, each in own.items() if not each.empty and not each.hides_something}
    cap = sight.model.cap_for(kind, scope.key) & sight.dossier.locks
    shown = project(compile_view(sight.model, view=scope.view, status=status, cap=cap), known)
    told = {key for key, each in own.items() if not each.hides_something}
    pages = tuple(
        replace(page, fields=tuple(each if each.key in told else _untold(each) for each in page.fields))
        for page in shown.pages
    )
    narrowed = replace(shown, pages=pages)
    fills_in = tuple(each.title for each in narrowed.fields.values() if each.editable and _holds(each))
    return Foresight(narrowed, fills_in, len(narrowed.files))


def _holds(field: ProjectedField) -> bool:
    return field.field.holds_value or bool(field.children)


def _untold(field: ProjectedField) -> ProjectedField:
    text = _("(not shown to you)")
    return replace(field, value=text, masked=True, children=(), rows=())
