"""The registry of partners: who can be asked, kept by administrators, read by agents."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.permissions import allows, require
from crm.frame import desk_view, idempotency_key
from crm.queue import catalogue_of
from crm.registry_forms import BodyForm, NewBodyForm, SearchForm, person_form
from crm.scopes import colleagues_of
from crm.searching import legible
from dossiers.services.saving import NotAcceptable
from solicitations.models import PartnerBody, PartnerPerson
from solicitations.registry import bodies_of, body_of, open_requests_of, person_of
from solicitations.services import registering


@desk_view("GET", "HEAD")
def registry(request: OrganisationRequest) -> HttpResponse:
    """Three queries of its own: scopes, bodies, their people."""
    form = SearchForm(request.GET, use_required_attribute=False)
    known = form.cleaned_data if form.is_valid() else {}
    text, resting = legible(known.get("q", "")), known.get("all", False)
    page = bodies_of(
        request.actor, text=text, resting=resting, after=legible(request.GET.get("after", ""))[:150]
    )
    titles = dict(scopes_of(request.actor.organisation_id))
    asked = {"q": text, "all": "on" if resting else ""}
    context = {
        "form": form,
        "rows": [(body, [titles.get(key, key) for key in body.scopes]) for body in page.bodies],
        "may_keep": allows(request.actor, "solicitations.keep_registry"),
        "filtered": bool(text),
        "elsewhere": "after" in request.GET,
        "onward": "?" + urlencode({**asked, "after": page.after}) if page.after else "",
        "first": "?" + urlencode(asked),
    }
    return render(request, "crm/registry.html", context)


@desk_view("GET", "HEAD", "POST")
def add_body(request: OrganisationRequest) -> HttpResponse:
    require(request.actor, "solicitations.keep_registry")
    organisation = request.actor.organisation_id
    form = NewBodyForm(
        request.POST if request.method == "POST" else None,
        scopes=scopes_of(organisation),
        colleagues=colleagues_of(organisation, None),
    )
    if request.method == "POST" and form.is_valid():
        try:
            body = registering.add_body(
                actor=request.actor, entry=form.entry(), people=form.people(),
                key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            messages.success(request, _("%(name)s is in the registry.") % {"name": body.name})
            return redirect("crm:registry_body", body.uid)
    context = {"form": form, "key": uuid4(), "new": True}
    return render(request, "crm/registry_body.html", context, status=422 if form.errors else 200)


@desk_view("GET", "HEAD", "POST")
def body(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """One body and its people; a POST changes it."""
    found, scopes = body_of(request.actor, uid), scopes_of(request.actor.organisation_id)
    form = BodyForm.of(found, scopes)
    if request.method == "POST":
        require(request.actor, "solicitations.keep_registry", found)
        form = BodyForm(request.POST, scopes=scopes)
        if form.is_valid():
            try:
                registering.change_body(actor=request.actor, body=found, entry=form.entry())
            except NotAcceptable as refusal:
                form.add_problems(refusal.problems)
            else:
                messages.success(request, _("The changes are saved."))
                return redirect("crm:registry_body", uid)
    titles = dict(scopes)
    context = {
        "form": form,
        "body": found,
        "here": found,
        "people": found.people.all(),
        "served": [titles.get(key, key) for key in found.scopes],
        "may_keep": allows(request.actor, "solicitations.keep_registry", found),
    }
    return render(request, "crm/registry_body.html", context, status=422 if form.errors else 200)


@desk_view("GET", "HEAD", "POST")
def add_person(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    found = body_of(request.actor, uid)
    require(request.actor, "solicitations.keep_registry", found)
    return _person(request, found, None)


@desk_view("GET", "HEAD", "POST")
def person(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    found = person_of(request.actor, uid)
    require(request.actor, "solicitations.keep_registry", found)
    return _person(request, found.body, found)


def _person(request: OrganisationRequest, body: PartnerBody, known: PartnerPerson | None) -> HttpResponse:
    colleagues = colleagues_of(request.actor.organisation_id, None) if body.internal else []
    posted = request.POST if request.method == "POST" else None
    form = person_form(body, colleagues, posted, known)
    if request.method == "POST" and form.is_valid():
        try:
            if known is None:
                saved = registering.add_person(
                    actor=request.actor, body=body, entry=form.entry(),
                    key=idempotency_key(request), at=timezone.now(),
                )  # fmt: skip
            else:
                saved = registering.change_person(actor=request.actor, person=known, entry=form.entry())
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            messages.success(request, _("%(name)s is in the registry.") % {"name": saved.name})
            return redirect("crm:registry_body", body.uid)
    context = {"form": form, "body": body, "person": known, "key": uuid4()}
    return render(request, "crm/registry_person.html", context, status=422 if form.errors else 200)


@desk_view("GET", "HEAD", "POST")
def end_body(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return _end(request, body_of(request.actor, uid))


@desk_view("GET", "HEAD", "POST")
def end_person(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return _end(request, person_of(request.actor, uid))


def _end(request: OrganisationRequest, entry: PartnerBody | PartnerPerson) -> HttpResponse:
    """Says how many requests are open, which go on; a POST rests it, offers it again or removes it."""
    require(request.actor, "solicitations.keep_registry", entry)
    body = entry if isinstance(entry, PartnerBody) else entry.body
    deed = request.POST.get("deed", "")
    if request.method != "POST" or deed not in ("rest", "offer", "remove"):
        context = {"entry": entry, "body": body, "open": open_requests_of(entry)}
        status = 422 if request.method == "POST" else 200
        return render(request, "crm/registry_end.html", context, status=status)
    if deed == "remove":
        registering.remove(actor=request.actor, entry=entry)
        messages.success(request, _("%(name)s is no longer in the registry.") % {"name": entry.name})
        if entry is not body:
            return redirect("crm:registry_body", body.uid)
        return redirect("crm:registry")
    registering.offer_again(actor=request.actor, entry=entry, offered=deed == "offer")
    told = _("%(name)s can be asked again.") if deed == "offer" else _("%(name)s is no longer offered.")
    messages.success(request, told % {"name": entry.name})
    return redirect("crm:registry_body", body.uid)


def scopes_of(organisation_id: int) -> list[tuple[str, str]]:
    """Key and title of each scope of the organisation's forms, as the newest versions say. One query."""
    found: dict[str, str] = {}
    for design in catalogue_of(organisation_id).designs.values():
        for scope in design.scopes:
            found.setdefault(scope.key, scope.title)
    return sorted(found.items(), key=lambda pair: pair[1].casefold())
