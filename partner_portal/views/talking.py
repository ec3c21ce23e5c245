"""What a partner says beside the reply: that there will be none, or a question to the agents."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import header
from solicitations.forms import WordsForm
from solicitations.selectors import request_for
from solicitations.services import ask_question
from solicitations.services import decline as decline_request
from solicitations.services.conversing import ConversationOver, NothingToDecline


@partner_view("GET", "HEAD", "POST")
def decline(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Asks for the reason; a POST says to the agents that no reply will come."""
    asked = request_for(request.actor, uid, internal=False)
    label, missing = _("Why can you not reply?"), _("Say why you cannot reply.")
    form = WordsForm(request.POST if request.method == "POST" else None, label=label, missing=missing)
    if form.is_valid():
        decline_request(
            actor=request.actor, request=asked, reason=form.cleaned_data["text"],
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(
            request, _("The service is told that you cannot reply. Nothing is asked of you now.")
        )
        return redirect("partner_portal:request", uid)
    if not asked.may_decline:
        raise NothingToDecline
    context = {**header(asked, "decline"), "form": form, "idempotency_key": uuid4()}
    return render(request, "partner_portal/decline.html", context, status=422 if form.errors else 200)


@partner_view("GET", "HEAD", "POST")
def question(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """What was asked and answered so far, and the next question."""
    asked = request_for(request.actor, uid, internal=False)
    label, missing = _("Your question to the service"), _("Write your question.")
    form = WordsForm(request.POST if request.method == "POST" else None, label=label, missing=missing)
    if form.is_valid():
        ask_question(
            actor=request.actor, request=asked, text=form.cleaned_data["text"],
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Your question is on its way. You get a message when it is answered."))
        return redirect("partner_portal:question", uid)
    if not asked.may_ask_question:
        raise ConversationOver
    context = {**header(asked, "question"), "form": form, "idempotency_key": uuid4()}
    return render(request, "partner_portal/question.html", context, status=422 if form.errors else 200)
