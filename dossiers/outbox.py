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
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(hours=6)
GIVE_UP_AFTER = dt.timedelta(days=7)
STUCK_AFTER = dt.timedelta(minutes=10)
MOST_AT_ONCE = 100

_LETTERS: dict[str, Letter] = {}


def letter(kind: str) -> Callable[[Letter], Letter]:
    """Decorator: register the letter of a kind. Raises ValueError where the kind is taken."""

    def register(function: Letter) -> Letter:
        if kind in _LETTERS:
            raise ValueError(f"letter {kind!r} is registered twice")
        _LETTERS[kind] = function
        return function

    return register


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
    except (smtplib.SMTPException, OSError) as fault:
        _try_later(row, type(fault).__name__, at)
        return False
    except Exception as fault:  # a letter that cannot be written needs a person, and must not stop the others
        log.exception("letter failed", extra={"outbox": row.pk, "kind": row.kind})
        _try_later(row, type(fault).__name__, at)
        return False
    Outbox.objects.filter(pk=row.pk).update(state=Delivery.DONE, done_at=at, sealed=None, last_error="")
    return True


def _try_later(row: Outbox, fault: str, at: dt.datetime) -> None:
    """Twice the wait after each try, for a week; then a person is needed. The row stays."""
    given_up = at - row.created_at > GIVE_UP_AFTER
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), LONGEST_WAIT)
    Outbox.objects.filter(pk=row.pk).update(
        state=Delivery.HUMAN if given_up else Delivery.PENDING, next_try=at + wait, last_error=fault
    )
