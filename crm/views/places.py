"""Who takes part in a request: a new key for one of them, a colleague more, a colleague less."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.panel import PanelRow
from crm.scopes import colleagues_of
from crm.views.partners import panel, row_of
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours, Sight, as_agent
from solicitations import services
from solicitations.circle import Person, people_of
from solicitations.colleague_forms import ColleagueForm, MemberForm, SendAgainForm
from solicitations.services.colleagues import add_colleague, remove_colleague
from solicitations.services.sending import NoKeyToReplace


@desk_view("GET", "HEAD", "POST")
def send_again(
    request: OrganisationRequest, uid: UUID, asked: UUID, colleague: int | None = None
) -> HttpResponse:
    """Says what a new key does; a POST sends it."""
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    person = _person(row, colleague)
    if not row.may_send_again:
        return panel(request, sight, NoKeyToReplace())
    form = SendAgainForm(request.POST if request.method == "POST" else None, initial={"email": person.email})
    if form.is_valid():
        try:
            services.send_again(
                actor=request.actor, sight=sight, solicitation_id=row.asked.pk, colleague_id=colleague,
                email=form.cleaned_data["email"], with_colleagues=form.cleaned_data["with_colleagues"],
                key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        except NoKeyToReplace as refusal:
            return panel(request, sight, refusal)
        else:
            told = _("A new key is on its way to %(name)s. The old one no longer works.")
            messages.success(request, told % {"name": person.name})
            return redirect("crm:partners", uid)
    colleagues = [] if colleague else [each for each in people_of(row.asked) if each.colleague]
    context = {"row": row, "person": person, "form": form, "colleagues": colleagues, "key": uuid4()}
    return _page(request, sight, "crm/send_again.html", context, failed=bool(form.errors))


@desk_view("GET", "HEAD", "POST")
def colleagues(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    """A colleague of the partner is added: outside by name and address, at the desk from the list."""
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    form = _form(request, row)
    if form.is_valid():
        try:
            added = add_colleague(
                actor=request.actor, sight=sight, solicitation_id=row.asked.pk, new=form.as_colleague,
                key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            told = _("%(name)s takes part in the request now, and is told by e-mail.")
            messages.success(request, told % {"name": added.name})
            return redirect("crm:partners", uid)
    context = {"row": row, "form": form, "key": uuid4()}
    return _page(request, sight, "crm/add_colleague.html", context, failed=bool(form.errors))


@desk_view("GET", "HEAD", "POST")
def remove(request: OrganisationRequest, uid: UUID, asked: UUID, colleague: int) -> HttpResponse:
    """Asks for a confirmation; a POST ends their part."""
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    if request.method != "POST":
        context = {"row": row, "person": _person(row, colleague)}
        return _page(request, sight, "crm/remove_colleague.html", context)
    gone = remove_colleague(
        actor=request.actor, sight=sight, solicitation_id=row.asked.pk, colleague_id=colleague,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("%(name)s no longer takes part.") % {"name": gone.name})
    return redirect("crm:partners", uid)


def _form(request: OrganisationRequest, row: PanelRow) -> ColleagueForm | MemberForm:
    sent = request.POST if request.method == "POST" else None
    if not row.asked.internal:
        return ColleagueForm(sent)
    return MemberForm(sent, members=colleagues_of(request.actor.organisation_id, None))


def _person(row: PanelRow, colleague: int | None) -> Person:
    """Who holds this place in the request. Raises NotYours."""
    for each in people_of(row.asked):
        if (each.colleague.pk if each.colleague else None) == colleague:
            return each
    raise NotYours


def _page(
    request: OrganisationRequest,
    sight: Sight,
    template: str,
    context: Mapping[str, object],
    *,
    failed: bool = False,
) -> HttpResponse:
    return render(request, template, {**header(sight, "partners"), **context}, status=422 if failed else 200)
