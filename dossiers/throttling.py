"""Limits on wrong keys, wrong codes and codes sent (SECURITY.md §4).

They are counted in the database, so that they hold for all processes.
"""

import datetime as dt
import ipaddress
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.refusals import Refusal
from dossiers.enums import Try
from dossiers.models import KeyAttempt

WINDOW = dt.timedelta(minutes=15)
FREE_TRIES = 5
LONGEST_WAIT = dt.timedelta(hours=1)
MOST_A_DAY = 20
MOST_AN_HOUR_A_NETWORK, MOST_A_DAY_A_NETWORK = 20, 60
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
    """Raises TooManyTries. Two queries, one where there is no network."""
    mine = list(
        KeyAttempt.objects.filter(kind=kind, user_id=actor.person_id, at__gt=at - DAY)
        .order_by("-at").values_list("at", flat=True)[: MOST_A_DAY]
    )  # fmt: skip
    theirs = list(
        KeyAttempt.objects.filter(kind=kind, network=network, at__gt=at - DAY)
        .order_by("-at").values_list("at", flat=True)[: MOST_A_DAY_A_NETWORK]
    ) if network else []  # fmt: skip
    waits = [*_own_waits(mine), *_network_waits(theirs, at)]
    if waits and max(waits) > at:
        raise TooManyTries(max(waits))


def _own_waits(tries: list[dt.datetime]) -> list[dt.datetime]:
    """Five tries in a quarter of an hour are free; then 1, 2, 4… minutes after each, an hour at most."""
    if not tries:
        return []
    if len(tries) >= MOST_A_DAY:
        return [tries[-1] + DAY]
    streak = 1
    for later, earlier in pairwise(tries):
        if later - earlier > max(WINDOW, LONGEST_WAIT):
            break
        streak += 1
    if streak < FREE_TRIES:
        return []
    if streak == FREE_TRIES and tries[0] - tries[FREE_TRIES - 1] > WINDOW:
        return []
    wait = dt.timedelta(minutes=min(2 ** (streak - FREE_TRIES), 60))
    return [tries[0] + min(wait, LONGEST_WAIT)]


def _network_waits(tries: list[dt.datetime], at: dt.datetime) -> list[dt.datetime]:
    waits = []
    if len(tries) >= MOST_A_DAY_A_NETWORK:
        waits.append(tries[-1] + DAY)
    lately = [each for each in tries if each > at - HOUR]
    if len(lately) >= MOST_AN_HOUR_A_NETWORK:
        waits.append(lately[MOST_AN_HOUR_A_NETWORK - 1] + HOUR)
    return waits
