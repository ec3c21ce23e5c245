"""Confirming an e-mail address: a code is sent to it, and typed back (SECURITY.md §4, for what is shorter).

A code has 40 random bits. It lives for an hour, bears five wrong tries, and a new one ends it; wrong codes
and codes sent are counted for each person as well.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal, Text
from dossiers import codes
from dossiers.addresses import Given, Standing, given_in, must_confirm, standing_of, to_confirm
from dossiers.enums import EventKind, Try
from dossiers.models import ConfirmedAddress, KeyAttempt
from dossiers.sights import Sight
from dossiers.throttling import TooManyTries, check_throttle
from dossiers.writing import Writing, writing
from formengine.limits import storable

CODE_LIVES = dt.timedelta(hours=1)
MOST_TRIES = 5
SAME_PRESS = dt.timedelta(seconds=20)
"""Asked for twice within that time, a code is sent once."""

CODE_MESSAGES: dict[str, Text] = {
    "malformed": _("A code has eight letters and digits. Look at it again and type all of it."),
    "wrong": _("This is not the code of our last message to this address. Look at it again."),
    "none": _("No code has been sent to this address yet. Have one sent."),
    "expired": _("This code is too old. Have a new one sent."),
    "used_up": _(
        "Wrong codes were typed too often, so this one does not count any more. Have a new one sent."
    ),
}


class CodeRefused(Refusal):
    """`reason` is one of CODE_MESSAGES."""

    code = "code_refused"
    http_status = 422

    def __init__(self, reason: str) -> None:
        super().__init__(CODE_MESSAGES[reason])
        self.reason = reason


class NothingToConfirm(Refusal):
    """The address stands nowhere any more where this person is to confirm it."""

    code = "nothing_to_confirm"
    http_status = 409
    message = _("This address is not one that is to be confirmed. Open your dossier again.")


def note_addresses(
    deed: Writing, before: Iterable[Given], now: Sight, page: str | None = None
) -> tuple[str, ...]:
    """What saving a page means for the addresses on it, within the deed that has stored it.

    `before`: those that stood there. Who confirms addresses is owed a code for each new one that does not
    count yet; what the desk writes counts at once. Returns where codes were sent to. Two queries where there
    are such fields, and two or three for each new address.
    """
    known = {(each.place, each.email) for each in before}
    given = given_in(now, page)
    written = [each for each in given if (each.place, each.email) not in known]
    user_id = deed.actor.user_id
    if user_id is None or not given:
        return ()
    standing = standing_of(now, user_id, given)
    if not must_confirm(now):
        for email in _emails(written):
            _put(deed, standing, email, written, confirmed=True)
        return ()
    sent = []
    for email in _emails(given):
        mine = [each for each in written if each.email == email]
        if standing.is_mine(email):
            _put(deed, standing, email, given, confirmed=True)
        elif mine or not all(standing.counts(each) for each in given if each.email == email):
            row = _put(deed, standing, email, mine or given, confirmed=False)
            if (mine or row.sent_at is None) and not is_live(row, deed.at) and _may_send(deed):
                _send(deed, row)
                sent.append(email)
    return tuple(sent)


def _emails(given: Iterable[Given]) -> list[str]:
    return list(dict.fromkeys(each.email for each in given))


def _put(
    deed: Writing, standing: Standing, email: str, given: Iterable[Given], *, confirmed: bool
) -> ConfirmedAddress:
    """The row of this person and address, with the places they wrote it into. One query where it changes."""
    places = {each.place for each in given if each.email == email}
    known = standing.own(email)
    row = known or ConfirmedAddress(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        user_id=standing.user_id,
        email=email,
    )
    settled = row.confirmed_at is not None or not confirmed
    if known is not None and settled and places <= set(row.places):
        return row
    row.places = sorted({*row.places, *places})
    if not settled:
        row.confirmed_at, row.code = deed.at, None
    row.save()
    return row


def is_live(row: ConfirmedAddress, at: dt.datetime) -> bool:
    """Whether the code that was sent last can still be typed."""
    sent = row.sent_at
    return row.code is not None and sent is not None and at < sent + CODE_LIVES and row.tries < MOST_TRIES


def _may_send(deed: Writing) -> bool:
    try:
        check_throttle(actor=deed.actor, network="", at=deed.at, kind=Try.SENT)
    except TooManyTries:
        return False
    return True


def _send(deed: Writing, row: ConfirmedAddress) -> None:
    """Owe a mail with a new code. In clear it is in that mail only, sealed until it is sent."""
    code = codes.generate()
    row.code = codes.digest(code.replace("-", ""), address_id=row.pk, email=row.email)
    row.sent_at, row.tries, row.codes = deed.at, 0, row.codes + 1
    row.save(update_fields=["code", "sent_at", "tries", "codes"])
    _count(deed, Try.SENT)
    deed.owe("address_code", f"address_code:{row.pk}:{row.codes}", secret=code, address=row.pk)


def _count(deed: Writing, kind: Try) -> None:
    KeyAttempt.objects.create(
        organisation_id=deed.actor.organisation_id,
        user_id=deed.actor.person_id,
        kind=kind,
        network="",
        hint="",
        at=deed.at,
    )


def send_code(*, actor: Actor, sight: Sight, email: str, at: dt.datetime) -> None:
    """Send a new code to an address that does not count yet; the one before ends.

    Pressed twice it is sent once. Raises Forbidden, NotYours, NothingToConfirm, TooManyTries.
    """
    require(actor, "dossiers.confirm_address", sight)
    with writing(sight, actor=actor, at=at) as deed:
        given, standing = _to_confirm(deed, sight, email)
        row = _put(deed, standing, email, given, confirmed=False)
        if row.sent_at is not None and at < row.sent_at + SAME_PRESS:
            return
        check_throttle(actor=actor, network="", at=at, kind=Try.SENT)
        _send(deed, row)


def confirm_address(*, actor: Actor, sight: Sight, email: str, code: str, at: dt.datetime) -> None:
    """The code that was sent to an address, typed back: from now on it counts.

    `code`: as it was typed. What is confirmed already is no error. Raises Forbidden, NotYours,
    NothingToConfirm, CodeRefused, TooManyTries.
    """
    require(actor, "dossiers.confirm_address", sight)
    normal = codes.normalise(code)
    if normal is None:
        raise CodeRefused("malformed")
    if not storable(email):  # no database could look for it
        raise NothingToConfirm
    with writing(sight, actor=actor, at=at) as deed:
        row = ConfirmedAddress.objects.filter(
            dossier=deed.dossier, user_id=actor.person_id, email=email
        ).first()
        if row is not None and row.confirmed_at is not None:
            return
        given, _standing = _to_confirm(deed, sight, email)
        check_throttle(actor=actor, network="", at=at, kind=Try.CODE)
        refused = _judged(deed, row, normal)
        if row is not None and refused is None:
            row.places = sorted({*row.places, *(each.place for each in given)})
            row.confirmed_at, row.code = at, None
            row.save(update_fields=["places", "confirmed_at", "code"])
            deed.record(EventKind.ADDRESS_CONFIRMED, fields=sorted({each.key for each in given}))
    if refused is not None:  # outside of the deed, which has counted the try
        raise CodeRefused(refused)


def _to_confirm(deed: Writing, sight: Sight, email: str) -> tuple[list[Given], Standing]:
    """Where the address stands and does not count, under the lock. Raises NothingToConfirm."""
    found, standing = to_confirm(sight.on(deed.dossier, deed.participation))
    given = [each for each in found if each.email == email]
    if standing is None or not given:
        raise NothingToConfirm
    return given, standing


def _judged(deed: Writing, row: ConfirmedAddress | None, normal: str) -> str | None:
    """Why the code is not taken; None where it is. A wrong one is counted, for it and for the person."""
    if row is None or row.code is None or row.sent_at is None:
        return "none"
    if row.tries >= MOST_TRIES:
        return "used_up"
    if deed.at >= row.sent_at + CODE_LIVES:
        return "expired"
    if codes.fits(normal, bytes(row.code), address_id=row.pk, email=row.email):
        return None
    row.tries += 1
    row.save(update_fields=["tries"])
    _count(deed, Try.CODE)
    return "wrong" if row.tries < MOST_TRIES else "used_up"
