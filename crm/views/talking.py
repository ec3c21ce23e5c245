"""Words beside the reply: a colleague's "I cannot reply" and questions, and what agents write to partners."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.panel import rows_of
from crm.requests import card_of
from dossiers.sights import NotYours, as_agent
from solicitations.forms import WordsForm
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services import ask_question, decline, write_to_partner
from solicitations.services.conversing import ConversationOver, NothingToDecline


@desk_view("GET", "HEAD", "POST")
def decline_request(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Asks for the reason; a POST says to the agents that no reply will come."""
    asked = request_for(request.actor, uid, internal=True)
    form = _form(request, _("Why can you not reply?"), _("Say why you cannot reply."))
    if form.is_valid():
        decline(
            actor=request.actor, request=asked, reason=form.cleaned_data["text"],
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Your colleague is told that you cannot reply."))
        return redirect("crm:request", uid)
    if not asked.may_decline:
        raise NothingToDecline
    return _page(request, asked, form, title=_("I cannot reply"), button=_("Tell my colleague"))


@desk_view("GET", "HEAD", "POST")
def question(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=True)
    form = _form(request, _("Your question"), _("Write your question."))
    if form.is_valid():
        ask_question(
            actor=request.actor, request=asked, text=form.cleaned_data["text"],
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Your question is on its way. You get a message when it is answered."))
        return redirect("crm:request", uid)
    if not asked.may_ask_question:
        raise ConversationOver
    return _page(request, asked, form, title=_("Ask a question"), button=_("Send my question"))


@desk_view("GET", "HEAD", "POST")
def write(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    """The agent's answer to a partner, or a word of their own."""
    sight = as_agent(request.actor, uid)
    row = next((each for each in rows_of(sight) if each.asked.uid == asked), None)
    if row is None or row.asked.participation_id is None:
        raise NotYours
    form = _form(request, _("Your message"), _("Write your message."))
    if form.is_valid():
        write_to_partner(
            actor=request.actor, sight=sight, solicitation_id=row.asked.pk, text=form.cleaned_data["text"],
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
        told = _("Your message to %(name)s is on its way.")
        messages.success(request, told % {"name": row.asked.partner_name})
        return redirect("crm:partners", uid)
    if not row.may_write:
        raise ConversationOver
    context = header(sight, "partners") | {"row": row, "form": form, "key": uuid4()}
    return render(request, "crm/write.html", context, status=422 if form.errors else 200)


def _form(request: OrganisationRequest, label: str, missing: str) -> WordsForm:
    return WordsForm(request.POST if request.method == "POST" else None, label=label, missing=missing)


def _page(
    request: OrganisationRequest, asked: Request, form: WordsForm, *, title: str, button: str
) -> HttpResponse:
    context = {
        "card": card_of(asked, timezone.localdate()),
        "title": title,
        "button": button,
        "form": form,
        "talk": asked.messages,
        "key": uuid4(),
    }
    return render(request, "crm/words.html", context, status=422 if form.errors else 200)
