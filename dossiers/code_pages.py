"""The page on which codes are typed: the same on both portals. What became of a request is a value."""

import datetime as dt
import math
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.refusals import Text
from dossiers.addresses import to_confirm
from dossiers.services import CodeRefused, NothingToConfirm, confirm_address, send_code
from dossiers.services.confirming import CODE_LIVES, is_live
from dossiers.sights import Sight
from dossiers.throttling import TooManyTries


@dataclass(frozen=True)
class Asked:
    """One address to be confirmed. `titles`: of the fields it stands in; `key` of the first, on `page`.

    `sent_at`, `until`: of the code that can be typed now, if there is one.
    """

    number: int
    email: str
    titles: tuple[str, ...]
    key: str
    page: str
    sent_at: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True)
class CodePage:
    """`asked` is empty where nothing is left to confirm. `done`: what to say of a deed that was done.

    `problem`: why it was not, at the address `number`; `wait`: until when nothing more is looked at.
    """

    asked: tuple[Asked, ...]
    status: int = 200
    done: str = ""
    problem: Text = ""
    number: int = 0
    wait: dt.datetime | None = None

    @property
    def summary(self) -> list[tuple[str, Text]]:
        """The problem with the id of the input it is about."""
        return [(f"code-{self.number}" if self.number else "", self.problem)] if self.problem else []

    def seconds_to_wait(self, now: dt.datetime) -> str:
        """As the header Retry-After has it."""
        return str(max(1, math.ceil((self.wait - now).total_seconds()))) if self.wait else "1"


def code_page(sight: Sight, at: dt.datetime) -> CodePage:
    """The addresses that are to be confirmed by who sees the dossier so. Two queries."""
    given, standing = to_confirm(sight)
    if standing is None:
        return CodePage(())
    asked = []
    for number, email in enumerate(dict.fromkeys(each.email for each in given), 1):
        where = [each for each in given if each.email == email]
        row = standing.own(email)
        sent_at = row.sent_at if row is not None and is_live(row, at) else None
        asked.append(
            Asked(
                number,
                email,
                tuple(dict.fromkeys(each.field.title for each in where)),
                where[0].key,
                sight.compiled.page_of(where[0].key) or "",
                sent_at,
                sent_at + CODE_LIVES if sent_at else None,
            )
        )
    return CodePage(tuple(asked))


def receive_code(*, actor: Actor, sight: Sight, data: QueryDict, at: dt.datetime) -> CodePage:
    """Take in what was posted: `address`, and `do`: `send` for another code, else the `code` that was typed.

    Raises Forbidden, NotYours.
    """
    email, wants_code = data.get("address", ""), data.get("do") == "send"
    try:
        if wants_code:
            send_code(actor=actor, sight=sight, email=email, at=at)
        else:
            confirm_address(actor=actor, sight=sight, email=email, code=data.get("code", ""), at=at)
    except (CodeRefused, NothingToConfirm, TooManyTries) as refusal:
        asked = code_page(sight, at).asked
        return CodePage(
            asked,
            refusal.http_status,
            problem=refusal.message,
            number=next((each.number for each in asked if each.email == email), 0),
            wait=refusal.until if isinstance(refusal, TooManyTries) else None,
        )
    said = _("A code is on its way to %(address)s.") if wants_code else _("%(address)s is confirmed.")
    return CodePage(code_page(sight, at).asked, done=said % {"address": email})


def sent_text(addresses: tuple[str, ...]) -> str:
    """What to say once a page was saved that sent codes."""
    return _(
        "We have sent a code to %(addresses)s. You need it before you can send the form: look into the mail."
    ) % {"addresses": ", ".join(addresses)}
