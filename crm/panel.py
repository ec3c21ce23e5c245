"""The Partners panel: who was asked for what, what became of the key, and what came back."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.key_stories import KeyFacts, KeyStory, story_of
from crm.masking import masked
from crm.places import ColleagueLine, colleague_lines, refused_at
from crm.saved_answers import Begun, begun_by
from crm.sentences import Told, told_of
from dossiers.models import Document
from dossiers.sights import Sight
from formengine.access import Access
from solicitations.enums import UNCOUNTED, State
from solicitations.keys import Wish, key_events, wishes_in
from solicitations.models import Opinion, Solicitation
from solicitations.selectors import Line, lines_of
from solicitations.wording import asked_text

MOST_LINES = 30


@dataclass(frozen=True)
class PanelRow:
    line: Line
    story: KeyStory | None
    wishes: tuple[Wish, ...] = ()
    key_lines: tuple[Told, ...] = ()
    begun: Begun | None = None
    colleagues: tuple[ColleagueLine, ...] = ()
    refused_at: dt.datetime | None = None
    asked_again: bool = False

    @property
    def opens_at(self) -> list[str]:
        """The titles of the statuses at which it is open, where the agent chose some."""
        statuses = self.asked.dossier.design.statuses
        return [each.title for each in statuses if each.key in self.asked.opens_at]

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
    def papers(self) -> list[Document]:
        """The files of the opinion that counts."""
        return self.line.opinion.papers if self.line.opinion else []

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
        """Neither withdrawn, declined nor over."""
        return self.asked.takes_more_people

    @property
    def key_is_wanted(self) -> bool:
        """Somebody waits for another key, or to be accepted."""
        return self.line.owes and any(each.is_open for each in self.wishes)

    @property
    def may_write(self) -> bool:
        """Somebody has attached the dossier, who reads it on the page of the request."""
        return bool(self.asked.participations) and self.asked.state not in UNCOUNTED

    @property
    def reminded_tonight(self) -> bool:
        """The day of the next automatic reminder has come."""
        day = self.asked.next_reminder_on
        return day is not None and day <= timezone.localdate()

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


def asked_on(sight: Sight) -> list[PanelRow]:
    """The requests without the stories of their keys. Seven queries at most."""
    return [PanelRow(each, None) for each in lines_of(sight.dossier, today=timezone.localdate())]


def rows_of(sight: Sight) -> list[PanelRow]:
    """Seven queries at most, however many partners."""
    now = timezone.now()
    lines = lines_of(sight.dossier, today=timezone.localdate(now))
    invitations = [each.solicitation.invitation for each in lines if each.solicitation.invitation]
    facts = KeyFacts.of(invitations)
    events = key_events(sight.dossier)
    begun = _begun(sight, lines)
    again = {each.solicitation.again_of_id for each in lines}
    return [
        PanelRow(
            each,
            _story(each.solicitation, facts, now),
            wishes_in(events.get(each.solicitation.pk, ())).get(each.solicitation.pk, ()),
            tuple(told_of(event, sight) for event in events.get(each.solicitation.pk, ())[-MOST_LINES:]),
            begun.get(each.solicitation.pk),
            tuple(colleague_lines(each.solicitation, events.get(each.solicitation.pk, ()), now)),
            refused_at(events.get(each.solicitation.pk, ()), None),
            each.solicitation.pk in again,
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
    return begun_by(sight, waiting)


def _story(asked: Solicitation, facts: KeyFacts, now: dt.datetime) -> KeyStory | None:
    if asked.invitation is None:
        return None
    withdrawn = asked.withdrawn_at is not None
    return story_of(asked.invitation, email=asked.partner_email, facts=facts, now=now, withdrawn=withdrawn)


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
