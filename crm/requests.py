"""What a colleague is asked, as plain values; and the pages of a complement."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from formengine.projection import ProjectedField, Projection
from solicitations import wording
from solicitations.enums import OWING, State
from solicitations.reply import Reply
from solicitations.request import Request


@dataclass(frozen=True)
class Card:
    """One request in a list, or above its page. Nothing of the dossier but its reference and form."""

    url: str
    reference: str
    model: str
    asked: str
    asked_at: dt.datetime
    due_on: dt.date
    owed: bool
    overdue: bool
    state: str
    tone: str
    instructions: str


def card_of(request: Request, today: dt.date) -> Card:
    solicitation = request.solicitation
    owed = solicitation.state in OWING
    state, tone = _state(request)
    return Card(
        url=reverse("crm:request", args=[solicitation.uid]),
        reference=solicitation.dossier.reference or "",
        model=request.sight.model.title,
        asked=asked_text(request),
        asked_at=solicitation.asked_at,
        due_on=solicitation.due_on,
        owed=owed,
        overdue=owed and solicitation.due_on < today,
        state=state,
        tone=tone,
        instructions=solicitation.instructions,
    )


@dataclass(frozen=True)
class ClosedCard:
    """A request whose dossier is closed: what of it is no secret of the dossier."""

    url: str
    reference: str
    model: str
    asked: str
    asked_at: dt.datetime


def closed_card_of(reply: Reply) -> ClosedCard:
    solicitation = reply.solicitation
    scope = reply.scope.title if reply.scope else solicitation.scope
    return ClosedCard(
        url=reverse("crm:request", args=[solicitation.uid]),
        reference=solicitation.dossier.reference or "",
        model=solicitation.dossier.design.title,
        asked=wording.asked_text(solicitation.kind, scope),
        asked_at=solicitation.asked_at,
    )


def asked_text(request: Request) -> str:
    scope = request.scope.title if request.scope else request.solicitation.scope
    return wording.asked_text(request.solicitation.kind, scope)


def _state(request: Request) -> tuple[str, str]:
    if request.solicitation.state == State.ANSWERED:
        return _("Answered"), "good"
    if request.solicitation.state == State.DECLINED:
        return _("Declined"), "plain"
    if not request.may_act:
        return _("To read"), "plain"
    if request.solicitation.state == State.PARTLY:
        return (_("Complement awaited") if request.opinion else _("Opinion awaited")), "warn"
    return _("To answer"), "warn"


def to_read(request: Request) -> Projection:
    """The dossier without what this colleague is to fill in: that has its own page."""
    return narrowed(request.sight.projection, lambda field: not field.editable)


def narrowed(projection: Projection, keeps: Callable[[ProjectedField], bool]) -> Projection:
    """Only some of the fields, and the pages they are on."""
    pages = [replace(page, fields=tuple(filter(keeps, page.fields))) for page in projection.pages]
    return replace(projection, pages=tuple(page for page in pages if page.fields))
