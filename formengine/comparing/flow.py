"""Pages, statuses, scopes, kinds, checks, who else takes part, and documents compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Protocol, TypeVar

from formengine.access import Access, Cap
from formengine.comparing.changes import Change, Part, What
from formengine.comparing.fields import same
from formengine.comparing.ordering import displaced
from formengine.model import Check, Model, Page, Scope, Status, Transition
from formengine.taking_part import PartnerRules


class Keyed(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...


Thing = TypeVar("Thing", bound=Keyed)


def page_changes(old: Model, new: Model) -> Iterator[Change]:
    yield from _come_and_gone(Part.PAGE, old.pages, new.pages)
    for before, after in _both(old.pages, new.pages):
        yield from _told(Part.PAGE, after.key, What.TITLE, before.title, after.title)
        yield from _told(Part.PAGE, after.key, What.CONDITION, _rule(before), _rule(after))


def _rule(page: Page) -> Any:
    return page.when.source if page.when else None


def status_changes(old: Model, new: Model) -> Iterator[Change]:
    yield from _come_and_gone(Part.STATUS, old.statuses, new.statuses)
    for before, after in _both(old.statuses, new.statuses):
        for what, was, now in (
            (What.TITLE, before.title, after.title),
            (What.WORDING, _wording(before), _wording(after)),
            (What.TIME_LIMIT, before.limit_days, after.limit_days),
            (What.FINAL, before.final, after.final),
            (What.OUTCOME, before.outcome, after.outcome),
        ):
            yield from _told(Part.STATUS, after.key, what, was, now)
        for view in dict.fromkeys((*before.caps, *after.caps)):
            yield from _caps(Part.STATUS, after.key, view, before.cap(view), after.cap(view))
        yield from _moves(before, after)


def _wording(status: Status) -> str:
    """The portal's own word for it, "" where it has none."""
    return status.wording if status.wording != status.title else ""


def _moves(before: Status, after: Status) -> Iterator[Change]:
    was, now = ({each.status: move_terms(each) for each in status.transitions} for status in (before, after))
    for target in dict.fromkeys((*was, *now)):
        old, new = was.get(target), now.get(target)
        if old != new:
            sort = What.MOVE_CHANGED if old and new else What.MOVE_ADDED if new else What.MOVE_REMOVED
            yield Change(Part.STATUS, after.key, sort, target, old, new)
    common = [target for target in was if target in now]
    if displaced(common, [target for target in now if target in was]):
        yield Change(Part.STATUS, after.key, What.MOVE_CHANGED)


def move_terms(move: Transition) -> tuple[Any, ...]:
    """What a move asks for: title, by, requires, complete, needs, requires under conditions, consents."""
    conditional = tuple((key, repr(rule.source)) for key, rule in move.requires_when)
    return (
        move.title, move.by, move.requires, move.complete, move.needs, conditional, move.current_consents,
    )  # fmt: skip


def scope_changes(old: Model, new: Model) -> Iterator[Change]:
    yield from _come_and_gone(Part.SCOPE, old.scopes, new.scopes)
    for before, after in _both(old.scopes, new.scopes):
        yield from _told(Part.SCOPE, after.key, What.TITLE, before.title, after.title)
        yield from _told(Part.SCOPE, after.key, What.SCOPE_VIEW, before.view, after.view)
        yield from _caps(Part.SCOPE, after.key, "", before.cap, after.cap)
        yield from _verdicts(before, after)


def _verdicts(before: Scope, after: Scope) -> Iterator[Change]:
    was, now = (
        {each.key: (each.title, each.reasons_required) for each in scope.verdicts}
        for scope in (before, after)
    )
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old != new:
            sort = (
                What.VERDICT_CHANGED if old and new else What.VERDICT_ADDED if new else What.VERDICT_REMOVED
            )
            yield Change(Part.SCOPE, after.key, sort, key, old, new)
    common = [key for key in was if key in now]
    if displaced(common, [key for key in now if key in was]):
        yield Change(Part.SCOPE, after.key, What.REORDERED, "verdicts")


def kind_changes(old: Model, new: Model) -> Iterator[Change]:
    for kind in dict.fromkeys((*old.kind_caps, *new.kind_caps)):
        yield from _caps(Part.KIND, kind, "", old.kind_caps.get(kind, Cap()), new.kind_caps.get(kind, Cap()))


def check_changes(old: Model, new: Model) -> Iterator[Change]:
    was, now = ({each.key: each for each in model.checks} for model in (old, new))
    yield from (Change(Part.CHECK, key, What.REMOVED, old=was[key].message) for key in was if key not in now)
    yield from (Change(Part.CHECK, key, What.ADDED, new=now[key].message) for key in now if key not in was)
    for key in was:
        if key in now:
            yield from _check(was[key], now[key])
    common = [key for key in was if key in now]
    for key in displaced(common, [key for key in now if key in was]):
        yield Change(Part.CHECK, key, What.REORDERED)


def _check(before: Check, after: Check) -> Iterator[Change]:
    yield from _told(Part.CHECK, after.key, What.MESSAGE, before.message, after.message)
    yield from _told(Part.CHECK, after.key, What.PLACE, before.at, after.at)
    yield from _told(Part.CHECK, after.key, What.RULE, before.rule.source, after.rule.source)


def partner_changes(old: Model, new: Model) -> Iterator[Change]:
    for each in fields(PartnerRules):
        was, now = getattr(old.partners, each.name), getattr(new.partners, each.name)
        if was != now:
            yield Change(Part.PARTNERS, "", What.SETTING, each.name, was, now)


def party_changes(old: Model, new: Model) -> Iterator[Change]:
    """Those who act for another, and other parties."""
    yield from _come_and_gone(Part.CAPACITY, old.capacities, new.capacities)
    for was, now in _both(old.capacities, new.capacities):
        yield from _told(Part.CAPACITY, now.key, What.TITLE, was.title, now.title)
        yield from _told(Part.CAPACITY, now.key, What.SCOPE_VIEW, was.view, now.view)
        yield from _told(Part.CAPACITY, now.key, What.PROOF, was.mandate, now.mandate)
    yield from _come_and_gone(Part.PARTY, old.parties, new.parties)
    for before, after in _both(old.parties, new.parties):
        yield from _told(Part.PARTY, after.key, What.TITLE, before.title, after.title)
        yield from _told(Part.PARTY, after.key, What.SCOPE_VIEW, before.view, after.view)


def paper_changes(old: Model, new: Model) -> Iterator[Change]:
    yield from _come_and_gone(Part.PAPER, old.documents, new.documents)
    for before, after in _both(old.documents, new.documents):
        yield from _told(Part.PAPER, after.key, What.TITLE, before.title, after.title)
        yield from _told(Part.PAPER, after.key, What.TEXT, before.text, after.text)
        if before.parties != after.parties:
            yield Change(Part.PAPER, after.key, What.RECIPIENTS, "", before.parties, after.parties)
        for scope in sorted({*before.scopes} ^ {*after.scopes}):
            told = scope in before.scopes, scope in after.scopes
            yield Change(Part.PAPER, after.key, What.RECIPIENTS, scope, *told)


def _come_and_gone(part: Part, old: Iterable[Thing], new: Iterable[Thing]) -> Iterator[Change]:
    was: Mapping[str, Thing] = {each.key: each for each in old}
    now: Mapping[str, Thing] = {each.key: each for each in new}
    yield from (Change(part, key, What.REMOVED, old=was[key].title) for key in was if key not in now)
    yield from (Change(part, key, What.ADDED, new=now[key].title) for key in now if key not in was)
    common = [key for key in was if key in now]
    for key in displaced(common, [key for key in now if key in was]):
        yield Change(part, key, What.REORDERED)


def _both(old: Iterable[Thing], new: Iterable[Thing]) -> Iterator[tuple[Thing, Thing]]:
    was = {each.key: each for each in old}
    yield from ((was[each.key], each) for each in new if each.key in was)


def _told(part: Part, at: str, what: What, old: Any, new: Any) -> Iterator[Change]:
    if not same(old, new):
        yield Change(part, at, what, old=old, new=new)


def _caps(part: Part, at: str, name: str, old: Cap, new: Cap) -> Iterator[Change]:
    if old.access is not new.access:
        yield Change(part, at, What.CAP, name, old.access.word, new.access.word)
    was, now = dict(old.items), dict(new.items)
    for item in sorted({*was, *now}):
        before, after = was.get(item, Access.EDIT), now.get(item, Access.EDIT)
        if before is not after:
            place = f"{name}/{item}" if name else item
            yield Change(part, at, What.CAP, place, before.word, after.word)
