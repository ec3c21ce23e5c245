"""What passes between a partner and the agents beside the reply: a question, its answer, and "we cannot"."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind
from dossiers.once import first_time
from dossiers.services.saving import NotAcceptable
from dossiers.sights import NotYours, Sight
from dossiers.writing import Writing, writing
from formengine.access import Access
from formengine.problems import Problem
from solicitations.enums import OWING, UNCOUNTED, State
from solicitations.models import Message, Solicitation
from solicitations.request import Request
from solicitations.services.people import lower_all, owe_all
from solicitations.services.telling import tell_agents

LONGEST_TEXT = 2000
MOST_MESSAGES = 100


class NothingToDecline(Refusal):
    """Answered, withdrawn or declined already."""

    code = "nothing_to_decline"
    http_status = 409
    message = _("No reply is awaited from you on this request any more.")


class ConversationOver(Refusal):
    """The request takes no message any more."""

    code = "conversation_over"
    http_status = 409
    message = _("This request takes no message any more. What you wrote was not sent.")


def decline(*, actor: Actor, request: Request, reason: str, key: UUID, at: dt.datetime) -> Solicitation:
    """The partner cannot reply: nothing is owed any more, what they could fill in they only read.

    What came in before stays. Raises Forbidden, NotYours, NothingToDecline, NotAcceptable (path: text).
    """
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        found: Solicitation = deed.dossier.solicitations.get(pk=request.solicitation.pk)
        if not first_time(actor=actor, key=key, content=["decline", found.pk, reason], at=at):
            return found
        if found.state not in OWING:
            raise NothingToDecline
        found.state, found.declined_at, found.declined_reason = State.DECLINED, at, _checked(reason)
        found.save(update_fields=["state", "declined_at", "declined_reason"])
        lower_all(found, Access.READ)
        deed.set(asked=deed.dossier.asked - 1)
        deed.record(EventKind.REPLY_DECLINED, solicitation=found.pk, scope=found.scope)
        tell_agents(deed, found, "declined", f"declined:{found.pk}")
    return found


def ask_question(*, actor: Actor, request: Request, text: str, key: UUID, at: dt.datetime) -> Message:
    """A word of the partner to the agents. Raises Forbidden, NotYours, ConversationOver, NotAcceptable."""
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        return _written(deed, request.solicitation.pk, text, key, from_partner=True)


def write_to_partner(
    *, actor: Actor, sight: Sight, solicitation_id: int, text: str, key: UUID, at: dt.datetime
) -> Message:
    """An agent's word to a partner who has attached the dossier.

    Raises Forbidden, NotYours (no such request here, or nobody who could read it), ConversationOver,
    NotAcceptable.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        return _written(deed, solicitation_id, text, key, from_partner=False)


def _written(deed: Writing, solicitation_id: int, text: str, key: UUID, *, from_partner: bool) -> Message:
    found: Solicitation | None = deed.dossier.solicitations.filter(pk=solicitation_id).first()
    if found is None or not found.participations:
        raise NotYours
    if not first_time(actor=deed.actor, key=key, content=["message", found.pk, text], at=deed.at):
        said: Message = found.messages.filter(from_partner=from_partner, written_by_id=deed.actor.person_id)[
            0
        ]
        return said
    if found.state in UNCOUNTED or found.messages.count() >= MOST_MESSAGES:
        raise ConversationOver
    message = Message.objects.create(
        organisation_id=deed.dossier.organisation_id,
        solicitation=found,
        from_partner=from_partner,
        text=_checked(text),
        written_by_id=deed.actor.person_id,
        written_at=deed.at,
    )
    kind = EventKind.QUESTION_ASKED if from_partner else EventKind.PARTNER_WRITTEN_TO
    deed.record(kind, solicitation=found.pk, partner=found.partner_name)
    if from_partner:
        tell_agents(deed, found, "question", f"question:{message.pk}")
    else:
        owe_all(deed, found, "word_to_partner", f"word_to_partner:{message.pk}")
    return message


def _checked(text: str) -> str:
    """Raises NotAcceptable (path: text)."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NotAcceptable((Problem(("text",), "required"),))
    if len(text) > LONGEST_TEXT:
        raise NotAcceptable((Problem(("text",), "too_long", {"most": LONGEST_TEXT}),))
    return text
