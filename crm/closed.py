"""What is left of a request once its dossier is closed to the colleague who was asked: their own reply."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.middleware import OrganisationRequest
from crm.requests import closed_card_of
from solicitations.receipt_papers import answers_shown, title_of, what_a_number_proves
from solicitations.receipts import given_in
from solicitations.reply import Reply
from solicitations.selectors import closed_for

FILE = "crm:reply_file"


def closed_page(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Raises NotYours."""
    left = closed_for(request.actor, uid, internal=True)
    context = {
        "card": closed_card_of(left.reply),
        "uid": uid,
        "received": left.received,
        "is_kept": left.is_kept,
        "words": left.reply.solicitation.withdrawn_reason,
    }
    if left.is_kept:
        context |= given_context(left.reply)
    return render(request, "crm/closed.html", context)


def given_context(reply: Reply) -> dict[str, object]:
    """What a receipt shows."""
    last = reply.complement
    return {
        "uid": reply.solicitation.uid,
        "given": [(title_of(each), each) for each in given_in(reply)],
        "proof": what_a_number_proves(),
        "opinion": reply.opinion,
        "verdict": reply.verdict,
        "earlier": reply.earlier,
        "complement": answers_shown(reply, last, FILE) if last else "",
    }
