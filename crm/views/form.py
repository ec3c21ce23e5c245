"""The dossier's form as the desk's view shows it: read page by page, edited page by page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.filling import Urls, choices_of, clock, form_again, form_key, without_theirs
from crm.frame import desk_view, idempotency_key
from crm.header import header, language
from dossiers.links import named
from dossiers.pages import Received, drafted_pages, page_form, receive
from dossiers.selectors import document_labels
from dossiers.services import forget_draft
from dossiers.sights import NotYours, Sight, as_agent
from formengine.djangoforms import PageForm, render_projection

DOCUMENT = "crm:document"


@desk_view("GET", "HEAD")
def pages(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """All pages to read, each with a way to change it where something may be changed."""
    sight = as_agent(request.actor, uid)
    shown = render_projection(
        sight.projection,
        language(),
        document_labels(actor=request.actor, sight=sight, url_name=DOCUMENT),
        change_url=lambda page: reverse("crm:page", args=[uid, page]),
        offers=named(sight.projection, request.actor.organisation_id),
    )
    return render(request, "crm/form.html", header(sight, "form") | {"shown": shown})


@desk_view("GET", "HEAD", "POST")
def page(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """One page to fill in. Refused, it comes back as typed (422); changed by two, with both values (409)."""
    sight = as_agent(request.actor, uid)
    urls = _urls(uid, page)
    if request.method != "POST":
        return _page(request, sight, page_form(actor=request.actor, sight=sight, page=page, **urls))
    if "_discard" in request.POST:
        forget_draft(actor=request.actor, sight=sight, page=page)
        return redirect("crm:page", uid, page)
    posted = without_theirs(request.POST)
    form = page_form(actor=request.actor, sight=sight, page=page, data=posted, files=request.FILES, **urls)
    received = receive(
        actor=request.actor,
        sight=sight,
        page=page,
        form=form,
        key=idempotency_key(request),
        at=timezone.now(),
    )
    if received.conflicts:
        now = as_agent(request.actor, uid)
        return _page(request, now, form_again(request, now, received, **urls), received)
    if received.saved is None:
        return _page(request, sight, received.form, received)
    title = next((each.title for each in sight.projection.pages if each.key == page), "")
    messages.success(request, _("“%(page)s” saved at %(time)s.") % {"page": title, "time": clock()})
    return redirect("crm:form", uid)


@desk_view("POST")
def fields(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """The page's fields for what is typed now: asked by the browser when an answer changes others."""
    sight = as_agent(request.actor, uid)
    form = page_form(actor=request.actor, sight=sight, page=page, data=request.POST, **_urls(uid, page))
    return HttpResponse(form.render())


def _urls(uid: UUID, page: str) -> Urls:
    return {"refresh_url": reverse("crm:fields", args=[uid, page]), "document_url": DOCUMENT}


def _page(
    request: OrganisationRequest, sight: Sight, form: PageForm, received: Received | None = None
) -> HttpResponse:
    shown = sight.projection.page(form.page_key)
    if shown is None:
        raise NotYours
    conflicts = received.conflicts if received else ()
    context = header(sight, "form") | {
        "form": form,
        "page_title": shown.title,
        "key": form_key(),
        "choices": choices_of(sight.compiled, conflicts),
        "may_save": any(field.editable for field in shown.fields),
        "unsaved": received is None and shown.key in drafted_pages(actor=request.actor, sight=sight),
        "changed": len(received.saved.changed) if received and received.saved else 0,
    }
    return render(request, "crm/page.html", context, status=received.status if received else 200)
