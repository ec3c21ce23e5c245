"""Asking partners: several rows at once, each of one or many, sent in one deed."""

from collections.abc import Sequence
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
from crm.asking_forms import AskForm, MoveForm, Options, bound_rows, kept_ids, statuses_of, typed_rows
from crm.foresight import foreseen
from crm.frame import desk_view, idempotency_key
from crm.header import header, language
from crm.moves import missing_things
from crm.scopes import access_of_partners, colleagues_of, previews_of, sensible_target, targets_of
from dossiers.enums import Kind
from dossiers.links import named
from dossiers.selectors import document_labels
from dossiers.services import NotAcceptable, Upload
from dossiers.services.moving import NoSuchMove
from dossiers.sights import NotYours, Sight, as_agent
from formengine.access import Access
from formengine.djangoforms import render_projection
from formengine.problems import Problem
from solicitations import services
from solicitations.enums import OWING
from solicitations.forms import FILE_TEXTS
from solicitations.models import Solicitation
from solicitations.registry import offered_to
from solicitations.services.asking import Ask
from solicitations.services.enclosing import enclosures_of, keep_instruction_file, kept_instruction_files
from solicitations.services.judging import statuses_for
from solicitations.workdays import workday_after


@desk_view("GET", "HEAD", "POST")
def ask(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """A POST with `add` gives one more row and judges nothing; any other asks. `?again=` fills in a row."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "solicitations.ask", sight)
    options = _options(request, sight)
    if request.method != "POST":
        rows = typed_rows(None, [_again(sight, request.GET.get("again", ""))], options)
        _put_kept(sight, rows, request)
        return _page(request, sight, rows, _move_form(sight, None))
    if "add" in request.POST:
        rows = typed_rows(request.POST, [{}], options)
        _put_kept(sight, rows, request)
        return _page(request, sight, rows, _move_form(sight, request.POST))
    rows, move = bound_rows(request.POST, options), _move_form(sight, request.POST)
    _put_kept(sight, rows, request)
    meant = [row for row in rows if row.has_changed()]
    if not all([rows.is_valid(), move.is_valid(), meant]):
        return _page(request, sight, rows, move, status=422, nobody=not meant)
    wanted = [(row, each) for row in meant for each in row.asks()]
    try:
        asked = services.ask(
            actor=request.actor, sight=sight, asks=[each for _row, each in wanted],
            move_to=move.cleaned_data["move_to"] or None, key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
    except NotAcceptable as refusal:
        missing = _place(refusal.problems, wanted)
        return _page(request, sight, rows, move, status=422, missing=missing_things(sight, missing))
    except NoSuchMove as refusal:
        return _page(request, sight, rows, move, status=409, refusal=refusal)
    count = len(asked)
    told = ngettext("%(count)d partner has been asked.", "%(count)d partners have been asked.", count)
    messages.success(request, told % {"count": count})
    return redirect("crm:partners", uid)


@desk_view("GET", "HEAD")
def foresee(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """This dossier as somebody asked for this kind in this scope would see it, before anybody is asked."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "solicitations.ask", sight)
    first = next((each.key for each in sight.model.scopes), "")
    scope = sight.model.scope(request.GET.get("scope", first))
    kind = request.GET.get("kind", Kind.OPINION)
    if scope is None or kind not in Kind.values:
        raise NotYours
    open_at = statuses_for(sight.model, scope.view)
    usual = sensible_target(sight) or sight.dossier.status
    status = next((each for each in (request.GET.get("status", ""), usual, *open_at) if each in open_at), "")
    seen = foreseen(sight, scope=scope, kind=kind, status=status) if status else None
    shown = ""
    if seen is not None and seen.shown.pages:
        labels = document_labels(actor=request.actor, sight=sight, url_name="crm:document")
        titles = named(seen.shown, request.actor.organisation_id)
        shown = render_projection(seen.shown, language(), labels, level=3, offers=titles)
    context = header(sight, "partners") | {
        "scope": scope,
        "kind": Kind(kind),
        "seen": seen,
        "shown": shown,
        "status_title": sight.model.status(status).title if status else "",
        "others": [(key, sight.model.status(key).title) for key in open_at if key != status],
    }
    return render(request, "crm/foresee.html", context)


def _options(request: OrganisationRequest, sight: Sight) -> Options:
    """Two queries: colleagues, and the registry."""
    actor, model, today = request.actor, sight.model, timezone.localdate()
    return Options(
        scopes=[(each.key, each.title) for each in model.scopes],
        statuses=statuses_of(model),
        today=today,
        due_on=workday_after(today, model.partners.reply_days, request.organisation.country),
        days=model.partners.reply_days,
        forward=model.partners.forward,
        colleagues=colleagues_of(actor.organisation_id, actor.user_id),
        people=offered_to(actor, {each.key for each in model.scopes}),
    )


def _again(sight: Sight, text: str) -> dict[str, Any]:
    """The row that makes a closed request of this dossier again; an empty one for anything else."""
    found = _closed(sight, text)
    if found is None:
        return {}
    again: dict[str, Any] = {
        "kind": found.kind, "scope": found.scope, "instructions": found.instructions,
        "may_forward": found.may_forward, "again_of": found.uid, "body": found.body_name,
    }  # fmt: skip
    if found.internal and found.participation:
        return again | {"colleague": str(found.participation.user_id)}
    if found.person and found.person.email == found.partner_email:
        return again | {"people": [str(found.person.uid)]}
    return again | {"name": found.partner_name, "email": found.partner_email}


def _closed(sight: Sight, text: str) -> Solicitation | None:
    try:
        uid = UUID(text)
    except ValueError:
        return None
    found: Solicitation | None = (
        sight.dossier.solicitations.select_related("participation", "person")
        .filter(uid=uid).exclude(state__in=OWING).first()
    )  # fmt: skip
    return found


def _put_kept(sight: Sight, rows: Any, request: OrganisationRequest) -> None:
    """Keep what was uploaded before anything is judged, so that no file is sent twice."""
    for number, row in enumerate(rows):
        again = str(row["again_of"].value() or "")
        before = _closed(sight, again) if again else None
        row.again_pk = before.pk if before else None
        if request.method != "POST":
            row.kept = enclosures_of(before) if before else []
            continue
        row.kept = kept_instruction_files(sight, kept_ids(request.POST, number))
        for sent in request.FILES.getlist(f"ask-{number}-files")[: services.enclosing.MOST_FILES]:
            upload = Upload(sent.name or "", sent.size or 0, sent)
            try:
                row.kept.append(
                    keep_instruction_file(actor=request.actor, sight=sight, upload=upload, at=timezone.now())
                )
            except NotAcceptable as refusal:
                row.file_errors += [_file_text(sent.name or "", problem) for problem in refusal.problems]


def _file_text(name: str, problem: Problem) -> str:
    text = FILE_TEXTS.get(problem.code)
    if problem.code in ("file_kind", "file_lies") or text is None:
        told = _("Only PDF, pictures (JPG, PNG) and documents (DOCX, ODT) can go with a request.")
    else:
        told = str(text) % dict(problem.params)
    return f"{name[:80]}: {told}"


def _place(problems: tuple[Problem, ...], wanted: Sequence[tuple[AskForm, Ask]]) -> list[Problem]:
    """Put each problem at its row and field; those of the move itself are given back."""
    others = []
    for problem in problems:
        number = problem.path[0] if problem.path else None
        if isinstance(number, int) and number < len(wanted):
            row, one = wanted[number]
            row.add_problem(Problem(problem.path[1:], problem.code, problem.params), one)
        elif not problem.path:
            wanted[0][0].add_error(None, _("At most 20 partners can be asked at once."))
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
            place = f"id_ask-{number - 1}-{name if name in row.fields else 'files'}"
            found += [(place, f"{label}: {text}") for text in texts]
    return found + [("id_move_to", str(text)) for texts in move.errors.values() for text in texts]
