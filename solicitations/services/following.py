"""What follows from every deed about partners: marks for the queue, and when each is reminded next."""

import datetime as dt

from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.writing import Writing, after
from formengine.taking_part import Reminders
from solicitations.enums import OWING
from solicitations.models import Message, Solicitation
from solicitations.schedule import next_reminder
from solicitations.standing import marks_of

GIVEN = (EventKind.OPINION_GIVEN, EventKind.COMPLEMENT_GIVEN)
TALK = (EventKind.QUESTION_ASKED, EventKind.PARTNER_WRITTEN_TO)
FOLLOWED = (
    *GIVEN, *TALK, EventKind.ASKED, EventKind.REPLY_DECLINED, EventKind.WITHDRAWN, EventKind.DISOWNED,
    EventKind.REMINDED, EventKind.REMINDERS_STOPPED, EventKind.REMINDERS_RESUMED, EventKind.VERSION_CHANGED,
)  # fmt: skip


@after(*FOLLOWED)
def follow(deed: Writing) -> None:
    """One query, one more where a question waits or was just asked or answered, one for each row changed."""
    asked = list(deed.dossier.solicitations.order_by("asked_at", "pk"))
    given = {each.params.get("solicitation") for each in deed.events if each.kind in GIVEN}
    rule, today = deed.dossier.design.partners.reminders, timezone.localdate(deed.at)
    for each in asked:
        before = each.replied_at, each.next_reminder_on
        if each.pk in given:
            each.replied_at = deed.at
        each.next_reminder_on = planned(each, rule, today)
        if before != (each.replied_at, each.next_reminder_on):
            each.save(update_fields=["replied_at", "next_reminder_on"])
    marks = marks_of(asked, _questioned(deed))
    dossier = deed.dossier
    all_in = dossier.asked > 0 and dossier.asked == dossier.answered
    new = {**vars(marks), "all_in": all_in}
    deed.set(**{name: value for name, value in new.items() if getattr(dossier, name) != value})


def planned(asked: Solicitation, rule: Reminders | None, today: dt.date) -> dt.date | None:
    """When this partner is reminded next by the rule. A day that has come and was not used stays."""
    if asked.state not in OWING or asked.reminders_off or rule is None or asked.reminders >= rule.most:
        return None
    reminded_on = timezone.localdate(asked.reminded_at) if asked.reminded_at else None
    waits = asked.next_reminder_on
    if waits is not None and waits <= today and (reminded_on is None or reminded_on < waits):
        return waits
    return next_reminder(rule, due_on=asked.due_on, after=today, sent=asked.reminders)


def _questioned(deed: Writing) -> frozenset[int]:
    """Requests whose partner had the last word."""
    if not deed.dossier.questioned and not any(each.kind in TALK for each in deed.events):
        return frozenset()
    said = Message.objects.filter(solicitation__dossier=deed.dossier).order_by("written_at", "pk")
    last = dict(said.values_list("solicitation", "from_partner"))
    return frozenset(pk for pk, from_partner in last.items() if from_partner)
