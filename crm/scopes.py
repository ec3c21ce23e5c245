"""What asking somebody lets them see, and where the dossier has to go for it."""

from dataclasses import dataclass

from accounts.models import Membership
from dossiers.enums import Kind
from dossiers.sights import Sight
from formengine.access import Access
from formengine.compiling import compile_view
from formengine.model import Scope, Status


@dataclass(frozen=True)
class Preview:
    """By labels: what somebody asked for this in this scope may read and fill in at the status."""

    scope: str
    scope_title: str
    kind: str
    kind_title: str
    reads: tuple[str, ...]
    fills_in: tuple[str, ...]


def previews_of(sight: Sight, status: str) -> list[Preview]:
    """One for each scope and kind. No query."""
    return [_preview(sight, status, scope, kind) for scope in sight.model.scopes for kind in Kind]


def _preview(sight: Sight, status: str, scope: Scope, kind: Kind) -> Preview:
    compiled = compile_view(
        sight.model, view=scope.view, status=status, cap=sight.model.cap_for(kind.value, scope.key)
    )
    shown = [each for each in compiled.by_key.values() if each.field.holds_value]
    return Preview(
        scope.key,
        scope.title,
        kind.value,
        str(kind.label),
        tuple(each.field.title for each in shown if each.access is Access.READ),
        tuple(each.field.title for each in shown if each.access is Access.EDIT),
    )


def access_of_partners(sight: Sight, status: Status) -> Access:
    """The most that a partner's view gives at a status."""
    views = {scope.view for scope in sight.model.scopes}
    return max((status.cap(view).access for view in views), default=Access.HIDDEN)


def targets_of(sight: Sight) -> list[Status]:
    """Where the agent may move the dossier so that partners see it."""
    moves = [sight.model.status(each.status) for each in sight.status.transitions if each.by == "agent"]
    return [each for each in moves if access_of_partners(sight, each) is not Access.HIDDEN]


def sensible_target(sight: Sight) -> str:
    """Where a request usually sends the dossier: nowhere if partners can act already, else where they can."""
    if access_of_partners(sight, sight.status) is Access.EDIT:
        return ""
    found = [each.key for each in targets_of(sight) if access_of_partners(sight, each) is Access.EDIT]
    return found[0] if found else ""


def colleagues_of(organisation_id: int, besides: int | None) -> list[tuple[str, str]]:
    """Those who work here, by id and name with department. One query."""
    found = (
        Membership.objects.filter(organisation_id=organisation_id, user__is_active=True)
        .exclude(user_id=besides)
        .select_related("user").order_by("user__last_name", "user__first_name", "user_id")
    )  # fmt: skip
    named: dict[str, str] = {}
    for each in found:
        label = f"{each.user} – {each.service}" if each.service else str(each.user)
        if each.service or str(each.user_id) not in named:
            named[str(each.user_id)] = label
    return list(named.items())
