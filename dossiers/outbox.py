"""What is owed is sent: rows of the outbox are taken one by one, tried, tried again later, never dropped.

A letter is a function from an outbox row to a mail; each app registers its own under the row's kind.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db.models import Q

from dossiers.enums import Delivery
from dossiers.models import Outbox
from dossiers.sealing import unseal

log = logging.getLogger("trivium.outbox")
Letter = Callable[[Outbox, str], EmailMessage | None]
Outcome = Callable[[Outbox, bool, dt.datetime], None]
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=6)
GIVE_UP_AFTER = dt.timedelta(days=7)
STUCK_AFTER = dt.timedelta(minutes=10)
MOST_AT_ONCE = 100

_LETTERS: dict[str, Letter] = {}
_OUTCOMES: list[Outcome] = []


def letter(kind: str) -> Callable[[Letter], Letter]:
    """Decorator: register the letter of a kind. Raises ValueError where the kind is taken."""

    def register(function: Letter) -> Letter:
        if kind in _LETTERS:
            raise ValueError(f"letter {kind!r} is registered twice")
        _LETTERS[kind] = function
        return function

    return register


def told_outcome(function: Outcome) -> Outcome:
    """Decorator: tell this function of each letter that the mail server accepted, or refused for good.

    It is told the row, whether it was accepted, and the time. What it raises is logged and stops nothing.
    """
    _OUTCOMES.append(function)
    return function


def known_letters() -> frozenset[str]:
    return frozenset(_LETTERS)


def pump(*, at: dt.datetime) -> int:
    """Send what is due; the number sent. May run twice at once: each row is claimed by a guarded update."""
    stuck = Q(state=Delivery.SENDING, next_try__lte=at - STUCK_AFTER)
    due = Outbox.objects.filter(Q(state=Delivery.PENDING, next_try__lte=at) | stuck).order_by(
        "next_try", "pk"
    )
    sent = 0
    for row in due[:MOST_AT_ONCE]:
        claimed = Outbox.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts).update(
            state=Delivery.SENDING, attempts=row.attempts + 1, next_try=at
        )
        if claimed:
            row.attempts += 1
            sent += _send(row, at)
    return sent


def _send(row: Outbox, at: dt.datetime) -> bool:
    try:
        secret = unseal(bytes(row.sealed), for_what=row.dedupe_key) if row.sealed else ""
        message = _LETTERS[row.kind](row, secret)
        if message is not None:
            message.extra_headers["Message-ID"] = f"<outbox-{row.pk}.{row.organisation_id}@trivium.invalid>"
            message.send()
    except smtplib.SMTPRecipientsRefused as fault:
        if _is_for_good(fault):
            _give_up(row, type(fault).__name__, at)
        else:
            _try_later(row, type(fault).__name__, at)
        return False
    except (smtplib.SMTPException, OSError) as fault:
        _try_later(row, type(fault).__name__, at)
        return False
    except Exception as fault:  # a letter that cannot be written needs a person, and must not stop the others
        log.exception("letter failed", extra={"outbox": row.pk, "kind": row.kind})
        _try_later(row, type(fault).__name__, at)
        return False
    Outbox.objects.filter(pk=row.pk).update(state=Delivery.DONE, done_at=at, sealed=None, last_error="")
    if message is not None:
        _tell(row, at, accepted=True)
    return True


def _is_for_good(fault: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether the server said of every recipient that there is no such address (5xx), rather than "later"."""
    codes = [code for code, _text in fault.recipients.values()]
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _give_up(row: Outbox, fault: str, at: dt.datetime) -> None:
    """No further try: a person is needed. A secret that reached nobody is wiped."""
    Outbox.objects.filter(pk=row.pk).update(state=Delivery.HUMAN, next_try=at, last_error=fault, sealed=None)
    log.warning("letter refused for good", extra={"outbox": row.pk, "kind": row.kind})
    _tell(row, at, accepted=False)


def _tell(row: Outbox, at: dt.datetime, *, accepted: bool) -> None:
    for outcome in _OUTCOMES:
        try:
            outcome(row, accepted, at)
        except Exception:  # the letter is sent or refused whatever becomes of the note about it
            log.exception("outcome of a letter not noted", extra={"outbox": row.pk, "kind": row.kind})


def _try_later(row: Outbox, fault: str, at: dt.datetime) -> None:
    """Twice the wait after each try, for a week; then a person is needed. The row stays."""
    given_up = at - row.created_at > GIVE_UP_AFTER
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), LONGEST_WAIT)
    Outbox.objects.filter(pk=row.pk).update(
        state=Delivery.HUMAN if given_up else Delivery.PENDING, next_try=at + wait, last_error=fault
    )
    if given_up:
        _tell(row, at, accepted=False)
