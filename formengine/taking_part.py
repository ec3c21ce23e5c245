"""What a model says of those who take part in a dossier besides its applicant and the desk's agents.

Each part (`x-partners`, `x-on-behalf`, `x-parties`) is optional; what is not said gives nobody more.
"""

from dataclasses import dataclass

from formengine.parts import Part

MOST_REMINDERS, MOST_REMINDER_DAYS = 12, 90
GRACE_DAYS, MOST_GRACE_DAYS = 15, 90
REPLY_DAYS = 10
ADDRESSES, KEEPS = ("strict", "open"), ("nothing", "reply")


@dataclass(frozen=True)
class Reminders:
    """When partners are chased by themselves: once so many days before the wished date, then every so many
    days after it, at most `most` times in all. None leaves that part out."""

    before_days: int | None = None
    every_days: int | None = None
    most: int = 3


@dataclass(frozen=True)
class PartnerRules:
    """`strict`: a key works only for the account whose address it was sent to. `keeps`: what a partner still
    sees once the dossier is hidden from them: `nothing`, or their own `reply`. `acquainted`: partners of one
    dossier learn of each other. `forward`: what is proposed to the agent about partners who bring colleagues
    in. `grace_days`: a key's life past the wished date. `reply_days`: working days proposed for a reply."""

    strict: bool = True
    keeps: str = "nothing"
    acquainted: bool = False
    forward: bool = False
    grace_days: int = GRACE_DAYS
    reply_days: int = REPLY_DAYS
    reminders: Reminders | None = None


UNSAID = PartnerRules()


@dataclass(frozen=True)
class Capacity:
    """In which somebody may enter a dossier for another person: lawyer, relative, social worker.

    `view` is what they see of it once it is filed; empty where they go on as the applicant would.
    `mandate` names the file in which they show that they may; empty where none is asked.
    """

    key: str
    title: str
    view: str = ""
    mandate: str = ""


@dataclass(frozen=True)
class PartyKind:
    """Another party that an agent may invite to a dossier, with a view of its own."""

    key: str
    title: str
    view: str


def partner_rules(part: Part) -> PartnerRules:
    """Of `x-partners`. Raises DocumentRefused."""
    address, keeps = part.text("address") or "strict", part.text("keeps") or "nothing"
    if address not in ADDRESSES:
        part.refuse("not_a_choice", "address")
    if keeps not in KEEPS:
        part.refuse("not_a_choice", "keeps")
    return PartnerRules(
        strict=address == "strict",
        keeps=keeps,
        acquainted=part.get("acquainted") is True,
        forward=part.get("forward") is True,
        grace_days=_days(part, "grace_days", MOST_GRACE_DAYS, GRACE_DAYS),
        reply_days=_days(part, "reply_days", MOST_REMINDER_DAYS, REPLY_DAYS),
        reminders=_reminders(part.part("reminders")),
    )


def capacity(part: Part) -> Capacity:
    return Capacity(part.key(), part.text("title"), part.text("view"), part.text("mandate"))


def party_kind(part: Part) -> PartyKind:
    return PartyKind(part.key(), part.text("title"), part.text("view"))


def _reminders(part: Part) -> Reminders | None:
    """None where the rule names neither a day before nor days after."""
    before, every = (
        _days(part, name, MOST_REMINDER_DAYS) if name in part.content else None
        for name in ("before_days", "every_days")
    )
    if before is None and every is None:
        return None
    return Reminders(before, every, _days(part, "most", MOST_REMINDERS, 3))


def _days(part: Part, name: str, most: int, otherwise: int = 0) -> int:
    value = part.content.get(name, otherwise)
    if type(value) is not int or not 0 < value <= most:
        part.refuse("out_of_range", name, most=most)
    return value
