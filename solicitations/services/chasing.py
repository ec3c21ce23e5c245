"""After asking: reminding those who owe, by hand or not at all, and taking a request back."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind
from dossiers.once import first_time, when_done
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.problems import Problem
from solicitations.enums import OWING, State
from solicitations.models import Reminder, Solicitation
from solicitations.services.asking import NothingOwed
from solicitations.services.people import end_all, owe_all

LONGEST_WORDS, LONGEST_REASON = 1000, 2000


class RemindedToday(Refusal):
    """Somebody among them was reminded today already, and nobody said that they are to be again."""

    code = "reminded_today"
    http_status = 409
    message = _("Somebody among them was reminded today already.")


def remind(
    *,
    actor: Actor,
    sight: Sight,
    key: UUID,
    at: dt.datetime,
    chosen: Collection[UUID] | None = None,
    words: str = "",
    again: bool = False,
) -> list[Solicitation]:
    """Notify: chase those who have not fully replied, and nobody else. Each reminder is dated.

    `chosen`: uids of requests, None all; who has replied meanwhile is left out. `words` stand in the mail,
    which carries no key. `again`: also those reminded today. Raises Forbidden, NotYours, NothingOwed,
    RemindedToday, NotAcceptable (path: words).
    """  # fmt: skip
    require(actor, "solicitations.ask", sight)
    words = checked(words, LONGEST_WORDS, "words")
    with writing(sight, actor=actor, at=at) as deed:
        whom = None if chosen is None else sorted(map(str, chosen))
        content = ["remind", deed.dossier.pk, whom, words, again]
        if not first_time(actor=actor, key=key, content=content, at=at):
            done = when_done(actor=actor, key=key)
            return list(deed.dossier.solicitations.filter(sent_reminders__sent_at=done).distinct())
        owing = list(deed.dossier.solicitations.owing())
        reminded = [each for each in owing if whom is None or str(each.uid) in whom]
        if not reminded:
            raise NothingOwed
        if not again and any(is_reminded_on(each, timezone.localdate(at)) for each in reminded):
            raise RemindedToday
        for each in reminded:
            send_reminder(deed, each, words)
    return reminded


def is_reminded_on(asked: Solicitation, day: dt.date) -> bool:
    return asked.reminded_at is not None and timezone.localdate(asked.reminded_at) == day


def send_reminder(deed: Writing, asked: Solicitation, words: str = "") -> None:
    """Remind one partner within a deed: the mails owed, the line in the history."""
    asked.reminders += 1
    asked.reminded_at = deed.at
    asked.save(update_fields=["reminders", "reminded_at"])
    sent = Reminder.objects.create(
        organisation_id=deed.dossier.organisation_id,
        solicitation=asked,
        words=words,
        sent_by_id=deed.actor.user_id,
        sent_at=deed.at,
    )
    owe_all(deed, asked, "reminder", f"reminder:{asked.pk}:{asked.reminders}", reminder=sent.pk)
    deed.record(EventKind.REMINDED, solicitation=asked.pk, partner=asked.partner_name)


def switch_reminders(
    *, actor: Actor, sight: Sight, solicitation_id: int, on: bool, at: dt.datetime
) -> Solicitation:
    """Let the model's rule remind this partner, or not. The same again is no error.

    Raises Forbidden, NotYours, NothingOwed: no such request, or nothing owed on it.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found: Solicitation | None = deed.dossier.solicitations.owing().filter(pk=solicitation_id).first()
        if found is None:
            raise NothingOwed
        if found.reminders_off is on:
            found.reminders_off = not on
            found.save(update_fields=["reminders_off"])
            kind = EventKind.REMINDERS_RESUMED if on else EventKind.REMINDERS_STOPPED
            deed.record(kind, solicitation=found.pk, partner=found.partner_name)
    return found


def withdraw(
    *, actor: Actor, sight: Sight, solicitation_id: int, key: UUID, at: dt.datetime, reason: str = ""
) -> Solicitation:
    """Take a request back, also one that is half answered: its keys die, its participations end, at once.

    What came in stays. `reason` is told to its partner. Raises Forbidden, NotYours, NothingOwed,
    NotAcceptable (path: reason).
    """
    require(actor, "solicitations.ask", sight)
    reason = checked(reason, LONGEST_REASON, "reason")
    with writing(sight, actor=actor, at=at) as deed:
        found: Solicitation | None = (
            deed.dossier.solicitations.select_related("invitation", "participation")
            .filter(pk=solicitation_id, state__in=OWING).first()
        )  # fmt: skip
        if not first_time(actor=actor, key=key, content=["withdraw", solicitation_id, reason], at=at):
            done: Solicitation = deed.dossier.solicitations.get(pk=solicitation_id)
            return done
        if found is None:
            raise NothingOwed
        end_all(deed, found)
        found.state, found.withdrawn_at, found.withdrawn_reason = State.WITHDRAWN, at, reason
        found.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
        deed.set(asked=deed.dossier.asked - 1)
        deed.record(EventKind.WITHDRAWN, solicitation=found.pk, partner=found.partner_name)
        owe_all(deed, found, "withdrawn", f"withdrawn:{found.pk}")
    return found


def checked(text: str, most: int, path: str) -> str:
    """Line ends are one character. Raises NotAcceptable where it is too long."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise NotAcceptable((Problem((path,), "too_long", {"most": most}),))
    return text
