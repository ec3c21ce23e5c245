"""Asking partners: several rows at once, sent in one deed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import OrganisationRequest
from accounts.permissions import require
from accounts.refusals import Refusal
from crm.forms import MoveForm, bound_rows, typed_rows
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.moves import missing_things
from crm.scopes import access_of_partners, colleagues_of, previews_of, sensible_target, targets_of
from dossiers.services import NotAcceptable
from dossiers.services.moving import NoSuchMove
from dossiers.sights import Sight, as_agent
from formengine.access import Access
from formengine.problems import Problem
from solicitations import services


@desk_view("GET", "HEAD", "POST")
def ask(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """A POST with `add` gives one more row and judges nothing; any other asks."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "solicitations.ask", sight)
    colleagues = colleagues_of(request.actor.organisation_id, request.actor.user_id)
    options = {"colleagues": colleagues, "model": sight.model, "today": timezone.localdate()}
    if request.method != "POST" or "add" in request.POST:
        rows = typed_rows(request.POST, 1, **options)
        return _page(request, sight, rows, _move_form(sight, request.POST or None))
    rows, move = bound_rows(request.POST, **options), _move_form(sight, request.POST)
    meant = [row for row in rows if row.has_changed()]
    if not all([rows.is_valid(), move.is_valid(), meant]):
        return _page(request, sight, rows, move, status=422, nobody=not meant)
    try:
        asked = services.ask(
            actor=request.actor, sight=sight, asks=[row.ask() for row in meant],
            move_to=move.cleaned_data["move_to"] or None, key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
    except NotAcceptable as refusal:
        missing = _place(refusal.problems, meant)
        return _page(request, sight, rows, move, status=422, missing=missing_things(sight, missing))
    except NoSuchMove as refusal:
        return _page(request, sight, rows, move, status=409, refusal=refusal)
    count = len(asked)
    told = ngettext("%(count)d partner has been asked.", "%(count)d partners have been asked.", count)
    messages.success(request, told % {"count": count})
    return redirect("crm:partners", uid)


def _place(problems: tuple[Problem, ...], meant: list[Any]) -> list[Problem]:
    """Put each problem at its row and field; those of the move itself are given back."""
    others = []
    for problem in problems:
        number, name = (*problem.path, None, None)[:2]
        if isinstance(number, int) and number < len(meant) and name in meant[number].fields:
            meant[number].add_error(name, _("Check this."))
        else:
            others.append(problem)
    return others


def _move_form(sight: Sight, posted: Any) -> MoveForm:
    stay = (
        _("Leave it at “%(status)s”")
        if access_of_partners(sight, sight.status) is not Access.HIDDEN
        else _("Leave it at “%(status)s”: partners do not see it there")
    )
    choices = [
        ("", stay % {"status": sight.status.title}),
        *((each.key, each.title) for each in targets_of(sight)),
    ]
    return MoveForm(posted, choices=choices, usual=sensible_target(sight))


def _page(
    request: OrganisationRequest,
    sight: Sight,
    rows: Any,
    move: MoveForm,
    *,
    status: int = 200,
    nobody: bool = False,
    missing: Any = (),
    refusal: Refusal | None = None,
) -> HttpResponse:
    at = sensible_target(sight) or sight.dossier.status
    context = header(sight, "partners") | {
        "rows": rows,
        "move": move,
        "key": uuid4(),
        "summary": _summary(rows, move, nobody) if status == 422 else [],
        "missing": missing,
        "refusal": refusal,
        "previews": previews_of(sight, at),
        "preview_status": sight.model.status(at).title,
    }
    return render(request, "crm/ask.html", context, status=status)


def _summary(rows: Any, move: MoveForm, nobody: bool) -> list[tuple[str, str]]:
    """Each error with the id of its input; rows nobody filled in are not judged."""
    if nobody:
        return [("id_ask-0-name", _("Choose a colleague, or enter somebody's name and address."))]
    found = []
    for number, row in enumerate(rows, start=1):
        for name, texts in row.errors.items():
            label = _("Partner %(number)d") % {"number": number}
            found += [(f"id_ask-{number - 1}-{name}", f"{label}: {text}") for text in texts]
    return found + [("id_move_to", str(text)) for texts in move.errors.values() for text in texts]
