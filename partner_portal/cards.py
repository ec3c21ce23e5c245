"""What a template is given of a request: plain values, taken from the partner's own sight."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from partner_portal.wording import due_text
from solicitations import wording
from solicitations.enums import OWING, State
from solicitations.reply import Reply
from solicitations.request import Request


@dataclass(frozen=True)
class Card:
    """One request in a list, or at the head of its pages. `tone` is the look of its state."""

    url: str
    reference: str
    title: str
    organisation: str
    asked: str
    asked_at: dt.datetime
    due_on: dt.date
    due: str
    is_overdue: bool
    is_owed: bool
    state: str
    tone: str
    instructions: str


def card_of(request: Request, today: dt.date) -> Card:
    solicitation = request.solicitation
    owed = solicitation.state in OWING
    state, tone = _state(request)
    return Card(
        url=reverse("partner_portal:request", args=[solicitation.uid]),
        reference=solicitation.dossier.reference or "",
        title=request.sight.model.title,
        organisation=solicitation.organisation.name,
        asked=asked_text(request),
        asked_at=solicitation.asked_at,
        due_on=solicitation.due_on,
        due=due_text(solicitation.due_on, today) if owed else "",
        is_overdue=owed and solicitation.due_on < today,
        is_owed=owed,
        state=state,
        tone=tone,
        instructions=solicitation.instructions,
    )


@dataclass(frozen=True)
class ClosedCard:
    """A request whose dossier is closed: what of it is no secret of the dossier."""

    url: str
    reference: str
    title: str
    organisation: str
    asked: str
    asked_at: dt.datetime


def closed_card_of(reply: Reply) -> ClosedCard:
    solicitation = reply.solicitation
    scope = reply.scope.title if reply.scope else solicitation.scope
    return ClosedCard(
        url=reverse("partner_portal:request", args=[solicitation.uid]),
        reference=solicitation.dossier.reference or "",
        title=solicitation.dossier.design.title,
        organisation=solicitation.organisation.name,
        asked=wording.asked_text(solicitation.kind, scope),
        asked_at=solicitation.asked_at,
    )


def asked_text(request: Request) -> str:
    scope = request.scope.title if request.scope else request.solicitation.scope
    return wording.asked_text(request.solicitation.kind, scope)


def _state(request: Request) -> tuple[str, str]:
    solicitation = request.solicitation
    if solicitation.state == State.ANSWERED:
        return _("Answered"), "good"
    if solicitation.state == State.DECLINED:
        return _("Declined"), "calm"
    if not request.may_act:
        return _("To read"), "calm"
    if solicitation.state == State.PARTLY:
        return (_("Complement awaited") if request.opinion else _("Opinion awaited")), "todo"
    return _("To answer"), "todo"


@dataclass(frozen=True)
class Tab:
    """A section of a request; a link like any other."""

    title: str
    url: str
    current: bool


def tabs_of(request: Request, current: str) -> list[Tab]:
    """The sections there are something in: never one that leads nowhere."""
    solicitation = request.solicitation
    names = [("request", _("Dossier"))]
    if solicitation.wants_opinion and (request.may_give_opinion or request.opinion):
        names.append(("opinion", _("Opinion")))
    if request.may_complete or request.may_correct:
        names.append(("complement", _("Complement")))
    if request.opinion or solicitation.complement_at:
        names.append(("receipt", _("Receipt")))
    if request.may_ask_question:
        names.append(("question", _("Questions")))
        names.append(("colleagues", _("Colleagues")))
    return [
        Tab(title, reverse(f"partner_portal:{name}", args=[solicitation.uid]), name == current)
        for name, title in names
    ]
