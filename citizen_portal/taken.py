"""What is told to somebody who filed for another person and lost the dossier to them while typing."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.middleware import OrganisationRequest
from accounts.refusals import Refusal
from citizen_portal.frame import READING
from dossiers.models import Beneficiary, Draft
from dossiers.selectors import taken_from
from formengine.compiling import compile_view
from formengine.model import INTERNET, Field

MOST_LINES = 200
Typed = list[tuple[str, str]]


def told_of_takeover(*refusals: type[Refusal]) -> Callable[..., Callable[..., HttpResponseBase]]:
    """Decorator: instead of these refusals, a page that says who has the dossier, with what was typed."""

    def decorator(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapped(request: OrganisationRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except refusals:
                found = taken_from(request.actor, kwargs["uid"]) if request.actor.is_signed_in else None
                if found is None:
                    raise
                return taken_page(request, found)

        return wrapped

    return decorator


def taken_page(request: OrganisationRequest, found: Beneficiary) -> HttpResponse:
    """409 to what was sent, 404 to who looks. Only what this person typed themselves is on it."""
    sent = request.method not in READING
    typed = _sent(request, found) if sent else []
    context = {"name": found.name, "typed": typed or _kept(request, found), "sent": sent}
    return render(request, "citizen_portal/taken_over.html", context, status=409 if sent else 404)


def _fields(found: Beneficiary) -> dict[str, Field]:
    """The fields that the form shows to who fills it in: their titles are known to everybody."""
    design = found.dossier.design
    compiled = compile_view(design, view=INTERNET, status=design.initial_status.key)
    return {key: each.field for key, each in compiled.by_key.items()}


def _sent(request: HttpRequest, found: Beneficiary) -> Typed:
    fields = _fields(found)
    pairs = [
        (fields[key].title, value)
        for name, values in request.POST.lists()
        if (key := name.partition("-")[0]) in fields
        for value in values
        if value.strip()
    ]
    files = [
        (fields[key].title, file.name or "")
        for name, sent in request.FILES.lists()
        if (key := name.partition("-")[0]) in fields
        for file in sent
    ]
    return [*pairs, *files][:MOST_LINES]


def _kept(request: OrganisationRequest, found: Beneficiary) -> Typed:
    """What was typed and never accepted."""
    fields = _fields(found)
    drafts = Draft.objects.filter(dossier=found.dossier, user_id=request.actor.person_id).order_by("page")
    pairs = [
        (fields[key].title, text)
        for draft in drafts
        for key, value in draft.typed.items()
        if key in fields
        for text in _texts(value)
    ]
    return pairs[:MOST_LINES]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value not in (None, ""):
        yield str(value)
