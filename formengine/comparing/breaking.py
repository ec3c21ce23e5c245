"""Whether open dossiers fit a new version: every reason why one that was acceptable may no longer be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

from formengine.comparing.changes import Change, Part, What
from formengine.comparing.corresponding import Correspondence, correspond, joined, parent_of, walked
from formengine.comparing.fields import LEAST, MOST, is_limit
from formengine.comparing.listing import compare
from formengine.comparing.obligations import obligations
from formengine.document import canonical
from formengine.fieldtypes import longtext, text, type_of
from formengine.model import Field, Model
from formengine.rules import Expression

HARMLESS = frozenset({
    "x-pattern-message", "x-autocomplete", "x-look", "x-name", "x-default", "x-prefill", "x-titles",
    "x-totals",
})  # fmt: skip
"""Settings that say nothing of which values are right."""

MEANING = frozenset({"x-unit", "x-currency"})


@dataclass(frozen=True)
class Break:
    """One reason. `at`: what it is about, as in `Change`; `name`: the keyword, option, view or status meant.

    Codes: field_removed type_changed option_removed option_renamed limit_narrowed setting_changed
    meaning_changed computed condition_added condition_removed newly_required requirement_changed
    check_added check_changed check_newly_asked status_removed move_stricter view_removed scope_removed
    verdict_removed capacity_removed party_removed.
    """

    code: str
    part: Part
    at: str
    name: str = ""


@lru_cache(maxsize=128)
def breaks(old: Model, new: Model) -> tuple[Break, ...]:
    """None: safe. Every dossier that the old version accepts is acceptable under the new one, nothing lost.

    That is said of dossiers whose answers fit their fields, as all do that were filed under the old version;
    what came from an older one and is still to be corrected is told when a dossier moves. On the careful
    side: what cannot be told for certain is a reason.
    """
    pairs = correspond(old, new)
    found = [
        *_losses(pairs),
        *(reason for each in compare(old, new) for reason in _of_change(each, old, new)),
        *_conditions(old, new, pairs),
        *_obligations(old, new, pairs),
    ]
    return tuple(dict.fromkeys(found))


def _losses(pairs: Correspondence) -> Iterator[Break]:
    """Answers without a place: of the container's parts, those that have none elsewhere."""
    for path, field in pairs.old.items():
        if path not in pairs.onward and field.holds_value and not field.children:
            yield Break("field_removed", Part.FIELD, path)


def _of_change(change: Change, old: Model, new: Model) -> Iterator[Break]:
    match change.part, change.what:
        case Part.FIELD, What.TYPE:
            pairs = correspond(old, new)
            if not _only_longer(pairs.old[pairs.back[change.at]], pairs.new[change.at]):
                yield Break("type_changed", change.part, change.at)
        case Part.FIELD, What.OPTION_REMOVED:
            yield Break("option_removed", change.part, change.at, change.name)
        case Part.FIELD, What.OPTION_RENAMED:
            if change.at in asked_about(new) or correspond(old, new).back[change.at] in asked_about(old):
                yield Break("option_renamed", change.part, change.at, str(change.old))
        case Part.FIELD, What.LIMIT:
            if narrowed(change.name, change.old, change.new):
                yield Break("limit_narrowed", change.part, change.at, change.name)
        case Part.FIELD, What.SETTING:
            if change.name not in HARMLESS:
                code = "meaning_changed" if change.name in MEANING else "setting_changed"
                yield Break(code, change.part, change.at, change.name)
        case Part.FIELD, What.COMPUTED:
            if change.new is not None:
                yield Break("computed", change.part, change.at)
        case Part.FIELD, What.REQUIREMENT:
            if change.new is not None:
                yield Break("requirement_changed", change.part, change.at)
        case Part.CHECK, What.ADDED:
            yield Break("check_added", change.part, change.at)
        case Part.CHECK, What.RULE:
            yield Break("check_changed", change.part, change.at)
        case Part.STATUS | Part.VIEW | Part.SCOPE | Part.CAPACITY | Part.PARTY, What.REMOVED:
            yield Break(f"{change.part}_removed", change.part, change.at)
        case Part.SCOPE, What.VERDICT_REMOVED:
            yield Break("verdict_removed", change.part, change.at, change.name)
        case Part.STATUS, What.MOVE_CHANGED:
            if change.new and _stricter(change.old, change.new):
                yield Break("move_stricter", change.part, change.at, change.name)
        case _:
            pass


def _only_longer(old: Field, new: Field) -> bool:
    """Whether a line of text became a text of several lines that takes each such line."""
    if (old.type, new.type) != ("text", "longtext") or new.compute is not None:
        return False
    limits = {name: value for name, value in new.schema.items() if is_limit(name)}
    least, most = (
        _number(limits.pop("maxLength", longtext.MOST)),
        _number(old.schema.get("maxLength", text.MOST)),
    )
    return not limits and least is not None and most is not None and least >= most


def _stricter(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """More to be answered or done before the move than there was, or somebody else who makes it."""
    _title, by, requires, complete, needs, conditional, fresh = old
    _new_title, new_by, new_requires, new_complete, new_needs, new_conditional, new_fresh = new
    more = {*new_requires, *new_conditional} - {*requires, *conditional}
    wholly = (new_complete and not complete) or (new_fresh and not fresh)
    return bool(more) or wholly or by != new_by or (new_needs is not None and new_needs != needs)


def narrowed(keyword: str, old: Any, new: Any) -> bool:
    """Whether a limit may refuse what it let through: not where a bound is taken away or moved outwards."""
    if new is None:
        return False
    if keyword.startswith((*LEAST, *MOST)):
        if old is None:
            return True  # not even a bound that a type takes for granted is known here
        before, after = _number(old), _number(new)
        if before is None or after is None:
            return _days(keyword, old, new)
        return after > before if keyword.startswith(LEAST) else after < before
    if keyword == "x-accept" and isinstance(old, list) and isinstance(new, list):
        return not {canonical(each) for each in old} <= {canonical(each) for each in new}
    return not (keyword == "uniqueItems" and new is False)


def _days(keyword: str, old: Any, new: Any) -> bool:
    """ISO days compare as text; what is no text cannot be told."""
    if not isinstance(old, str) or not isinstance(new, str) or len(old) != len(new):
        return True
    return new > old if keyword.startswith(LEAST) else new < old


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return Decimal(str(value))
    except DecimalException:
        return None


def expressions(model: Model) -> Iterator[Expression]:
    """Every rule of the model but those of views."""
    yield from (page.when for page in model.pages if page.when)
    yield from (check.rule for check in model.checks)
    for field in walked(model):
        rules = (field.when, field.required_when, field.compute)
        yield from (rule for rule in rules if rule is not None)


@lru_cache(maxsize=128)
def asked_about(model: Model) -> frozenset[str]:
    """Dotted paths of what some rule asks about."""
    return frozenset().union(*(each.paths for each in expressions(model)))


def conditions_of(model: Model, path: str) -> frozenset[str]:
    """All that must hold for a field to be there, canonical: its own, its containers' and its page's."""
    found, fields, here = set(), model.fields, ""
    page = model.page_of(path.partition(".")[0])
    if page and page.when:
        found.add(f"/{canonical(page.when.source)}")
    for key in path.split("."):
        field: Field = fields[key]
        if field.when is not None:
            found.add(f"{here}/{canonical(field.when.source)}")
        here, fields = joined(here, key), field.by_key
    return frozenset(found)


def _conditions(old: Model, new: Model, pairs: Correspondence) -> Iterator[Break]:
    """More conditions, and answers may go; fewer, and answers come back that nobody looked at for a while."""
    for there, here in pairs.back.items():
        before, after = conditions_of(old, here), conditions_of(new, there)
        if after - before:
            yield Break("condition_added", Part.FIELD, there)
        elif before - after and not _indifferent(pairs.new[there], there, new):
            yield Break("condition_removed", Part.FIELD, there)


def _indifferent(field: Field, path: str, model: Model) -> bool:
    """Whether a field's coming back asks nothing of anybody."""
    quiet = not field.children and type_of(field).kind != "list" and field.required_when is None
    return quiet and path not in asked_about(model) and path not in obligations(model).ever


def _obligations(old: Model, new: Model, pairs: Correspondence) -> Iterator[Break]:
    """What a reader must answer, or is held to, at a status both versions have and was not before."""
    before, after = obligations(old), obligations(new)
    moved: Mapping[str, str] = pairs.back
    known_checks = {check.key for check in old.checks}
    for reader in after.required.keys() & before.required.keys():  # nobody reads it otherwise yet
        owed = [(path, before.required[reader]) for path in after.required[reader]]
        owed += [(path, before.asked[reader]) for path in after.asked[reader]]
        for path, known in sorted(owed):
            if moved.get(path) not in known and not _still_empty(path, pairs):
                yield Break("newly_required", Part.FIELD, path, reader[0])
        for key in sorted((after.checks[reader] - before.checks[reader]) & known_checks):
            yield Break("check_newly_asked", Part.CHECK, key, reader[0])


def _still_empty(path: str, pairs: Correspondence) -> bool:
    """Whether it lies in a new group into which nothing moves: required there means once it is used."""
    group = parent_of(path)
    return (
        bool(group)
        and group not in pairs.back
        and not any(each.startswith(f"{group}.") for each in pairs.back)
    )
