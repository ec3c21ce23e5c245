"""The Parties panel: for whom a dossier was filed by somebody else, and which other parties were invited."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone

from crm.key_stories import KeyFacts, KeyStory, story_of
from crm.saved_answers import Begun, begun_by
from crm.sentences import Told, told_of
from dossiers.enums import EventKind
from dossiers.models import Beneficiary, Event, Party
from dossiers.selectors import beneficiary_of
from dossiers.services.standing_in import capacity_of
from dossiers.sights import Sight
from formengine.access import Access
from formengine.compiling import compile_view
from formengine.taking_part import PartyKind

MOST_LINES = 30
OF_KEYS = (
    EventKind.BENEFICIARY_TOLD, EventKind.BENEFICIARY_DISOWNED, EventKind.TAKEN_OVER,
    EventKind.PARTY_INVITED, EventKind.PARTY_KEY_REPLACED, EventKind.PARTY_WITHDRAWN,
    EventKind.PARTY_DISOWNED, EventKind.BOUND, EventKind.KEY_TRIED, EventKind.KEY_WANTED,
    EventKind.ACCOUNT_OFFERED,
)  # fmt: skip
Lines = Mapping[int, tuple[Told, ...]]
BENEFICIARY = 0
"""The place of the beneficiary among the lines of parties, whose places are their own ids."""


@dataclass(frozen=True)
class PartyRow:
    """Another party as the desk follows them."""

    party: Party
    kind: str
    story: KeyStory
    key_lines: tuple[Told, ...]
    answered: Begun | None
    opens: bool
    send_again_key: UUID

    @property
    def waits(self) -> bool:
        """The key is out and not used: it may be replaced."""
        return self.party.withdrawn_at is None and self.party.participation_id is None

    @property
    def may_withdraw(self) -> bool:
        return self.party.withdrawn_at is None


@dataclass(frozen=True)
class BeneficiaryCard:
    """For whom the dossier was filed. `mandate`: the file's title, and whether it is there."""

    beneficiary: Beneficiary
    filer: str
    capacity: str
    mandate: tuple[str, bool] | None
    story: KeyStory | None
    key_lines: tuple[Told, ...]

    @property
    def may_address(self) -> bool:
        """They do not take part yet: the address may be given, corrected, or used again."""
        return self.beneficiary.participation_id is None


@dataclass(frozen=True)
class PartyPreview:
    """By titles: what a kind of party reads and fills in, and the statuses at which the dossier is there."""

    kind: str
    reads: tuple[str, ...]
    fills_in: tuple[str, ...]
    statuses: tuple[str, ...]


def previews_of(sight: Sight) -> list[PartyPreview]:
    """One for each kind of party the model knows. No query."""
    return [_preview(sight, each) for each in sight.model.parties]


def _preview(sight: Sight, kind: PartyKind) -> PartyPreview:
    open_at = [each for each in sight.model.statuses if each.cap(kind.view).access is not Access.HIDDEN]
    most: dict[str, Access] = {}
    titles: dict[str, str] = {}
    for status in open_at:
        for key, each in compile_view(sight.model, view=kind.view, status=status.key).by_key.items():
            if each.field.holds_value:
                titles[key] = each.field.title
                most[key] = max(each.access, most.get(key, Access.HIDDEN))
    return PartyPreview(
        kind.title,
        tuple(titles[key] for key, access in most.items() if access is Access.READ),
        tuple(titles[key] for key, access in most.items() if access is Access.EDIT),
        tuple(each.title for each in open_at),
    )


def has_parties(sight: Sight) -> bool:
    """Whether there is anything to say: other parties may be invited, or somebody else filed it."""
    return bool(sight.model.parties or sight.dossier.filer_name)


def summary_of(sight: Sight) -> BeneficiaryCard | None:
    """For whom somebody else filed it, without what became of the key. One query where that is so."""
    found = beneficiary_of(sight)
    return _card(sight, found, None, {}, timezone.now()) if found is not None else None


def panel_of(sight: Sight) -> tuple[BeneficiaryCard | None, list[PartyRow]]:
    """Six queries at most, however many parties."""
    now, found = timezone.now(), beneficiary_of(sight)
    parties = list(sight.dossier.parties.select_related("invitation", "participation", "invited_by"))
    invitations = [each.invitation for each in parties]
    if found is not None and found.invitation is not None:
        invitations.append(found.invitation)
    facts = KeyFacts.of(invitations)
    lines = _lines(sight, parties, found) if invitations else {}
    answered = begun_by(
        sight,
        {
            (each.participation.user_id, each.participation.view): each.pk
            for each in parties
            if each.participation is not None
        },
    )
    card = _card(sight, found, facts, lines, now) if found is not None else None
    return card, [_row(sight, each, facts, lines, answered, now) for each in parties]


def _card(
    sight: Sight, found: Beneficiary, facts: KeyFacts | None, lines: Lines, now: dt.datetime
) -> BeneficiaryCard:
    capacity = capacity_of(sight.model, found.filer)
    shown = sight.projection.fields.get(capacity.mandate) if capacity and capacity.mandate else None
    story = None
    if found.invitation is not None and facts is not None:
        story = story_of(found.invitation, email=found.email, facts=facts, now=now, withdrawn=False)
    return BeneficiaryCard(
        found,
        sight.dossier.filer_name,
        capacity.title if capacity else "",
        (shown.title, not shown.empty) if shown else None,
        story,
        lines.get(BENEFICIARY, ()),
    )


def _row(
    sight: Sight,
    party: Party,
    facts: KeyFacts,
    lines: Lines,
    answered: Mapping[int, Begun],
    now: dt.datetime,
) -> PartyRow:
    kind = sight.model.party(party.kind)
    return PartyRow(
        party,
        kind.title if kind else party.kind,
        story_of(
            party.invitation, email=party.email, facts=facts, now=now,
            withdrawn=party.withdrawn_at is not None,
        ),
        lines.get(party.pk, ()),
        answered.get(party.pk),
        bool(sight.status.cap(party.invitation.view).access),
        uuid4(),
    )  # fmt: skip


def _lines(sight: Sight, parties: Iterable[Party], found: Beneficiary | None) -> Lines:
    """What happened to each key, in order. One query. What names no row goes by the key's first group."""
    rows = {each.invitation.hint: each.pk for each in parties}
    if found is not None and found.invitation is not None:
        rows[found.invitation.hint] = BENEFICIARY
    told: dict[int, list[Told]] = {}
    for event in sight.dossier.events.filter(kind__in=OF_KEYS).select_related("user").order_by("number"):
        place = _place(event, rows)
        if place is not None:
            told.setdefault(place, []).append(told_of(event, sight))
    return {place: tuple(each[-MOST_LINES:]) for place, each in told.items()}


def _place(event: Event, rows: dict[str, int]) -> int | None:
    params = event.params
    if event.kind in (EventKind.BENEFICIARY_TOLD, EventKind.BENEFICIARY_DISOWNED, EventKind.TAKEN_OVER):
        place: int | None = BENEFICIARY
    else:
        place = params.get("party") or rows.get(params.get("hint", ""))
    if place is not None and params.get("hint"):
        rows.setdefault(params["hint"], place)
    return place
