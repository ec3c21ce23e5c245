"""Handing out a document, changing who has it, and taking files of the dossier out of a partner's sight."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.permissions import require
from crm.frame import desk_view, idempotency_key
from crm.handing_out import HandOutForm, Texts, people_to_tick, texts_of
from crm.header import header
from dossiers.services import NotAcceptable
from dossiers.sights import Sight, as_agent
from formengine.papers import DocumentKind
from solicitations.recipients import Recipient, recipients_of
from solicitations.services.handing_out import (
    Sending,
    Written,
    keep_file,
    kept_file,
    kind_of,
    send_documents,
)

OTHER = "other"


@desk_view("GET", "HEAD", "POST")
def hand_out(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """First the kind of document, then the dialog. `preview` fills the text in and sends nothing."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "dossiers.hand_out", sight)
    asked = request.POST if request.method == "POST" else request.GET
    key = str(asked.get("kind", "" if sight.model.documents else OTHER))
    kind = kind_of(sight, key)
    if kind is None and key != OTHER:
        context = header(sight, "documents") | {
            "kinds": sight.model.documents,
            "to": request.GET.get("to", ""),
        }
        return render(request, "crm/send_kind.html", context)
    people = recipients_of(sight.dossier)
    if request.method != "POST":
        form = HandOutForm(initial=_usual(kind, people, request.GET.get("to", "")), people=people)
        return _page(request, sight, kind, people, form)
    form = HandOutForm(request.POST, request.FILES, people=people)
    texts = _texts(request, sight, kind, form.chosen(people))
    if texts is not None and ("preview" in request.POST or "anew" in request.POST):
        _keep(request, sight, form)
        return _page(request, sight, kind, people, form, texts)
    return _send(request, sight, kind, people, form, texts)


def _usual(kind: DocumentKind | None, people: Sequence[Recipient], to: str) -> dict[str, Any]:
    """What a new dialog begins with: the kind's title and recipients, or the partner it was opened for."""
    named = [each.key for each in people if each.key == f"partner-{to}"]
    usual = [each.key for each in people if kind is not None and each.is_usual_for(kind)]
    return {"title": kind.title if kind else "", "recipients": named or usual}


def _texts(
    request: OrganisationRequest, sight: Sight, kind: DocumentKind | None, chosen: Sequence[Recipient]
) -> Texts | None:
    """The texts there are to look at; None for a kind without one, or where a file is sent instead."""
    if kind is None or not kind.text or "upload" in request.POST:
        return None
    return texts_of(kind, sight, chosen, request.POST, timezone.localdate())


def _send(
    request: OrganisationRequest,
    sight: Sight,
    kind: DocumentKind | None,
    people: Sequence[Recipient],
    form: HandOutForm,
    texts: Texts | None,
) -> HttpResponse:
    at = timezone.now()
    if not form.is_valid() or (texts is not None and not texts.is_seen):
        _keep(request, sight, form)
        return _page(request, sight, kind, people, form, texts, status=422)
    sending = Sending(
        title=form.cleaned_data["title"],
        kind=kind.key if kind else "",
        message=form.cleaned_data["message"],
        recipients=tuple(form.cleaned_data["recipients"]),
        upload=None if texts else form.upload,
        kept=None if texts else form.kept_id,
        texts=tuple(Written(each.text, each.recipients, each.told) for each in texts.boxes) if texts else (),
    )
    try:
        send_documents(actor=request.actor, sight=sight, sending=sending, key=idempotency_key(request), at=at)
    except NotAcceptable as refusal:
        form.add_problems(refusal.problems)
        if not any(problem.path[:1] == ("file",) for problem in refusal.problems):
            _keep(request, sight, form)
        return _page(request, sight, kind, people, form, texts, status=422)
    chosen = ", ".join(each.name for each in form.chosen(people))
    told = _("The document is in the dossier, for %(names)s.") % {"names": chosen}
    messages.success(request, told if chosen else _("The document is kept. Nobody but the service sees it."))
    return redirect("crm:documents", sight.dossier.uid)


def _keep(request: OrganisationRequest, sight: Sight, form: HandOutForm) -> None:
    """Keep a file that came in, or one kept before, so that it need not be sent twice."""
    if form.upload is not None and "document_file" not in form.errors:
        try:
            form.kept = keep_file(actor=request.actor, sight=sight, upload=form.upload, at=timezone.now())
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
    elif form.kept_id is not None:
        form.kept = kept_file(actor=request.actor, sight=sight, document=form.kept_id)


def _page(
    request: OrganisationRequest,
    sight: Sight,
    kind: DocumentKind | None,
    people: Sequence[Recipient],
    form: HandOutForm,
    texts: Texts | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    judged = status != 200
    context: Mapping[str, Any] = header(sight, "documents") | {
        "kind": kind,
        "kind_key": kind.key if kind else OTHER,
        "has_kinds": bool(sight.model.documents),
        "form": form,
        "people": people_to_tick(people, form["recipients"].value() or ()),
        "texts": texts,
        "changed": judged and texts is not None and not texts.is_seen and "filled" in request.POST,
        "key": uuid4(),
        "summary": form.error_summary if judged else [],
        "judged": judged,
    }
    return render(request, "crm/send_document.html", context, status=status)
