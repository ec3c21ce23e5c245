"""Limits on wrong keys, wrong codes and codes sent (SECURITY.md §4).

They are counted in the database, so that they hold for all processes.
"""

import datetime as dt
import ipaddress
import logging
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from accounts.refusals import Refusal
from dossiers.enums import Try
from dossiers.models import KeyAttempt

log = logging.getLogger("trivium.security")
WINDOW = dt.timedelta(minutes=15)
FREE_TRIES = 5
LONGEST_WAIT = dt.timedelta(hours=1)
MOST_A_DAY = 20
MOST_AN_HOUR_A_NETWORK, MOST_A_DAY_A_NETWORK = 20, 60
ALARMING_AN_HOUR = 50
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


class TooManyTries(Refusal):
    """Too many unknown keys, wrong codes or codes sent. `until`: when the next try is looked at.

    A right key or code works then.
    """

    code = "too_many_tries"
    http_status = 429
    message = _("Too many tries. Wait a while, then try again.")

    def __init__(self, until: dt.datetime) -> None:
        super().__init__()
        self.until = until


def network_of(address: str) -> str:
    """The network an address counts for: itself, or its /64 for IPv6. Empty where it is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def check_throttle(*, actor: Actor, network: str, at: dt.datetime, kind: Try = Try.KEY) -> None:
    """Raises TooManyTries. Two queries, one where there is no network; one more for who tried before.

    While the whole site is tried out (`is_alarming`) no wrong key is free: each costs its account a wait. Who
    types a right key at once waits never.
    """
    mine = list(
        KeyAttempt.objects.filter(kind=kind, user_id=actor.person_id, at__gt=at - DAY)
        .order_by("-at").values_list("at", flat=True)[: MOST_A_DAY]
    )  # fmt: skip
    theirs = list(
        KeyAttempt.objects.filter(kind=kind, network=network, at__gt=at - DAY)
        .order_by("-at").values_list("at", flat=True)[: MOST_A_DAY_A_NETWORK]
    ) if network else []  # fmt: skip
    free = FREE_TRIES if not mine or kind != Try.KEY or not is_alarming(at) else 1
    waits = [*_own_waits(mine, free), *_network_waits(theirs, at)]
    if waits and max(waits) > at:
        raise TooManyTries(max(waits))


def note_unknown(*, actor: Actor, network: str, hint: str, at: dt.datetime) -> None:
    """Count a well-formed key that nobody knows. Raises TooManyTries where others were counted meanwhile.

    One after the other in an organisation, so that many at once do not all slip through the limit.
    """
    with transaction.atomic():
        list(Organisation.objects.select_for_update(no_key=True).filter(pk=actor.organisation_id))
        check_throttle(actor=actor, network=network, at=at)
        KeyAttempt.objects.create(
            organisation_id=actor.organisation_id, user_id=actor.person_id, network=network, hint=hint, at=at
        )
    if _unknown_lately(at) == ALARMING_AN_HOUR + 1:
        log.error("alarm: unknown keys are tried all over the site", extra={"event": "many_unknown_keys"})


def is_alarming(at: dt.datetime) -> bool:
    """Whether more unknown keys were tried on the whole site in an hour than people mistype. One query."""
    return _unknown_lately(at) > ALARMING_AN_HOUR


def _unknown_lately(at: dt.datetime) -> int:
    return KeyAttempt.objects.filter(kind=Try.KEY, at__gt=at - HOUR, at__lte=at).count()


def _own_waits(tries: list[dt.datetime], free: int) -> list[dt.datetime]:
    """So many tries (five) in a quarter of an hour are free; then 1, 2, 4… minutes each, an hour at most."""
    if not tries:
        return []
    if len(tries) >= MOST_A_DAY:
        return [tries[-1] + DAY]
    streak = 1
    for later, earlier in pairwise(tries):
        if later - earlier > max(WINDOW, LONGEST_WAIT):
            break
        streak += 1
    if streak < free:
        return []
    if streak == free and tries[0] - tries[free - 1] > WINDOW:
        return []
    wait = dt.timedelta(minutes=min(2 ** (streak - free), 60))
    return [tries[0] + min(wait, LONGEST_WAIT)]


def _network_waits(tries: list[dt.datetime], at: dt.datetime) -> list[dt.datetime]:
    waits = []
    if len(tries) >= MOST_A_DAY_A_NETWORK:
        waits.append(tries[-1] + DAY)
    lately = [each for each in tries if each > at - HOUR]
    if len(lately) >= MOST_AN_HOUR_A_NETWORK:
        waits.append(lately[MOST_AN_HOUR_A_NETWORK - 1] + HOUR)
    return waits
