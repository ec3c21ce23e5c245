"""The Partners panel: who was asked for what, what became of the key, and what came back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from crm.masking import masked
from crm.places import ColleagueLine, colleague_lines, refused_at
from crm.sentences import Told, told_of
from dossiers.enums import Delivery
from dossiers.models import Document, Outbox
from dossiers.sights import Sight
from formengine.access import Access
from solicitations.enums import UNCOUNTED, State
from solicitations.keys import Wish, key_events, wishes_in
from solicitations.models import Opinion, Solicitation
from solicitations.selectors import Line, lines_of
from solicitations.wording import asked_text

MOST_LINES = 30


@dataclass(frozen=True)
class KeyStory:
    """What became of a key: `hint` is its first group, all that is kept of it in clear."""

    hint: str
    email: str
    made_at: dt.datetime
    sent_at: dt.datetime | None
    stuck: bool
    bound_at: dt.datetime | None
    bound_by: str
    expires_at: dt.datetime
    expired: bool
    disowned_at: dt.datetime | None


@dataclass(frozen=True)
class Begun:
    """A complement that is saved and not sent yet: how many of its answers, and when the last one was."""

    answers: int
    at: dt.datetime


@dataclass(frozen=True)
class PanelRow:
    line: Line
    story: KeyStory | None
    wishes: tuple[Wish, ...] = ()
    key_lines: tuple[Told, ...] = ()
    begun: Begun | None = None
    colleagues: tuple[ColleagueLine, ...] = ()
    refused_at: dt.datetime | None = None

    @property
    def email(self) -> str:
        return masked(self.asked.partner_email)

    @property
    def asked(self) -> Solicitation:
        return self.line.solicitation

    @property
    def opinion(self) -> Opinion | None:
        return self.line.opinion

    @property
    def file(self) -> Document | None:
        return self.line.opinion.document if self.line.opinion else None

    @property
    def wanted(self) -> str:
        """What is asked, in the words of the mails and of the partner's own screens."""
        scope = self.line.scope.title if self.line.scope else self.asked.scope
        return asked_text(self.asked.kind, scope)

    @property
    def tone(self) -> str:
        """How the state is coloured: good, warn or plain."""
        if self.asked.state == State.ANSWERED:
            return "good"
        return "warn" if self.line.overdue else "plain"

    @property
    def may_send_again(self) -> bool:
        return self.is_open and self.asked.invitation_id is not None

    @property
    def is_open(self) -> bool:
        """Neither withdrawn nor declined."""
        return self.asked.state not in UNCOUNTED

    @property
    def key_is_wanted(self) -> bool:
        """Somebody waits for another key, or to be accepted."""
        return self.line.owes and any(each.is_open for each in self.wishes)

    @property
    def may_write(self) -> bool:
        """Somebody has attached the dossier, who reads it on the page of the request."""
        return bool(self.asked.participations) and self.asked.state not in UNCOUNTED

    @property
    def is_half(self) -> bool:
        return self.asked.state == State.PARTLY

    @property
    def half_text(self) -> str:
        """Which half of the reply is there, and which is not."""
        if self.asked.complement_at is None:
            return _("opinion in, complement missing")
        return _("complement in, opinion missing")

    @property
    def complement_in(self) -> bool:
        return self.asked.complement_at is not None


def rows_of(sight: Sight) -> list[PanelRow]:
    """Seven queries at most, however many partners."""
    now = timezone.now()
    lines = lines_of(sight.dossier, today=timezone.localdate(now))
    invitations = [each.solicitation.invitation for each in lines if each.solicitation.invitation]
    sent = {
        each.dedupe_key: each
        for each in Outbox.objects.filter(dedupe_key__in=[f"key:{each.pk}" for each in invitations])
    } if invitations else {}  # fmt: skip
    binders = {each.bound_to_id for each in invitations if each.bound_to_id}
    people = User.objects.in_bulk(binders) if binders else {}
    events = key_events(sight.dossier)
    begun = _begun(sight, lines)
    return [
        PanelRow(
            each,
            _story(each.solicitation, sent, people, now),
            wishes_in(events.get(each.solicitation.pk, ())).get(each.solicitation.pk, ()),
            tuple(told_of(event, sight) for event in events.get(each.solicitation.pk, ())[-MOST_LINES:]),
            begun.get(each.solicitation.pk),
            tuple(colleague_lines(each.solicitation, events.get(each.solicitation.pk, ()), now)),
            refused_at(events.get(each.solicitation.pk, ()), None),
        )
        for each in lines
    ]


def _begun(sight: Sight, lines: list[Line]) -> dict[int, Begun]:
    """By solicitation: of complements still owed, what is saved. Only fields the desk sees are counted."""
    waiting = {
        (each.solicitation.participation.user_id, each.solicitation.participation.view): each.solicitation.pk
        for each in lines
        if each.owes and each.solicitation.wants_complement and each.solicitation.participation
        if each.solicitation.complement_at is None
    }  # fmt: skip
    if not waiting:
        return {}
    saved = sight.dossier.revisions.filter(user_id__in={user for user, _view in waiting}).order_by("number")
    answered: dict[int, set[str]] = {}
    found: dict[int, Begun] = {}
    for user, view, at, changes in saved.values_list("user_id", "view", "at", "changes"):
        if (asked := waiting.get((user, view))) is None:
            continue
        keys = answered.setdefault(asked, set())
        for change in changes:
            if change["field"] in sight.projection.fields:
                (keys.discard if change["new"] is None else keys.add)(change["field"])
        found[asked] = Begun(len(keys), at)
    return {asked: each for asked, each in found.items() if each.answers}


def _story(
    asked: Solicitation, sent: Mapping[str, Outbox], people: Mapping[Any, User], now: dt.datetime
) -> KeyStory | None:
    invitation, withdrawn = asked.invitation, asked.withdrawn_at is not None
    if invitation is None:
        return None
    mail = sent.get(f"key:{invitation.pk}")
    binder = people.get(invitation.bound_to_id)
    return KeyStory(
        hint=invitation.hint,
        email=masked(asked.partner_email),
        made_at=invitation.created_at,
        sent_at=mail.done_at if mail and mail.state == Delivery.DONE else None,
        stuck=mail is not None and mail.state == Delivery.HUMAN,
        bound_at=invitation.bound_at,
        bound_by=str(binder) if binder else "",
        expires_at=invitation.expires_at,
        expired=invitation.expires_at <= now and invitation.bound_at is None,
        disowned_at=invitation.revoked_at if invitation.bound_at and not withdrawn else None,
    )


@dataclass(frozen=True)
class Standing:
    """How many were asked and have fully replied, and who still owes."""

    asked: int
    answered: int
    owing: tuple[PanelRow, ...]

    @property
    def overdue(self) -> int:
        return sum(1 for row in self.owing if row.line.overdue)

    @property
    def half(self) -> int:
        return sum(1 for row in self.owing if row.is_half)


def standing_of(rows: list[PanelRow]) -> Standing:
    counted = [row for row in rows if row.asked.state not in UNCOUNTED]
    return Standing(
        asked=len(counted),
        answered=sum(1 for row in counted if row.asked.state == State.ANSWERED),
        owing=tuple(row for row in counted if row.line.owes),
    )


def partners_act(sight: Sight) -> bool:
    """Whether some partner's view shows the dossier at its present status."""
    return any(sight.status.cap(scope.view).access is not Access.HIDDEN for scope in sight.model.scopes)
