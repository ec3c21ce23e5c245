"""Fields compared: where they stand, and each of their attributes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from formengine.comparing.changes import Change, Part, What
from formengine.comparing.corresponding import Correspondence, correspond, joined, parent_of
from formengine.comparing.ordering import displaced
from formengine.model import Field, Model, Option

TOLD_APART = frozenset({
    "title", "description", "type", "properties", "required", "items", "oneOf", "x-type", "x-when",
    "x-required-when", "x-compute", "x-required",
})  # fmt: skip
"""Keywords with a difference of their own; every other one is a limit or a setting."""

LIMITS = frozenset({"pattern", "format", "multipleOf", "uniqueItems", "x-accept", "x-postcode", "x-also"})
LEAST = ("min", "x-min", "exclusiveMin")
MOST = ("max", "x-max", "exclusiveMax")


def is_limit(keyword: str) -> bool:
    """Whether a keyword narrows what may be answered."""
    return keyword in LIMITS or keyword.startswith((*LEAST, *MOST))


def field_changes(old: Model, new: Model) -> Iterator[Change]:
    """Gone, new, moved and altered fields; the children of what is gone or new are not listed again."""
    pairs = correspond(old, new)
    for path in pairs.old:
        if path not in pairs.onward and not _told_above(path, pairs.onward, pairs.old):
            yield Change(Part.FIELD, path, What.REMOVED, old=pairs.old[path].type)
    for path in pairs.new:
        if path not in pairs.back:
            if not _told_above(path, pairs.back, pairs.new):
                yield Change(Part.FIELD, path, What.ADDED, new=pairs.new[path].type)
            continue
        yield from _place(old, new, pairs, path)
        yield from _attributes(path, pairs.old[pairs.back[path]], pairs.new[path])
    for there, moved in _reordered(old, new, pairs):
        yield from (Change(Part.FIELD, joined(there, key), What.REORDERED) for key in moved)


def _told_above(path: str, known: Mapping[str, str], fields: Mapping[str, Field]) -> bool:
    """Its container is gone (or new) as a whole, so that this goes without saying."""
    above = parent_of(path)
    return bool(above) and above in fields and above not in known


def _place(old: Model, new: Model, pairs: Correspondence, path: str) -> Iterator[Change]:
    before = pairs.back[path]
    left, entered = parent_of(before), parent_of(path)
    if (pairs.onward.get(left) if left else "") != entered:
        yield Change(Part.FIELD, path, What.MOVED, old=before, new=path)
    elif not entered and _page(old, before) != _page(new, path):
        yield Change(Part.FIELD, path, What.MOVED, "page", _page(old, before), _page(new, path))


def _page(model: Model, key: str) -> str:
    page = model.page_of(key)
    return page.key if page else ""


def _attributes(path: str, old: Field, new: Field) -> Iterator[Change]:
    for what, before, after in (
        (What.TITLE, old.title, new.title),
        (What.HELP, old.help, new.help),
        (What.TYPE, old.type, new.type),
        (What.CONDITION, old.schema.get("x-when"), new.schema.get("x-when")),
        (What.REQUIREMENT, old.schema.get("x-required-when"), new.schema.get("x-required-when")),
        (What.REQUIRED, _required(old), _required(new)),
        (What.COMPUTED, old.schema.get("x-compute"), new.schema.get("x-compute")),
    ):
        if not same(before, after):
            yield Change(Part.FIELD, path, what, old=before, new=after)
    if old.type == new.type:
        yield from _keywords(path, old, new)
    yield from _options(path, old.options, new.options)


def same(one: Any, other: Any) -> bool:
    """Equal and of one type all the way down: 1 is not true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _required(field: Field) -> bool:
    return field.schema.get("x-required") is True


def _keywords(path: str, old: Field, new: Field) -> Iterator[Change]:
    before, after = _settings(old), _settings(new)
    for name in dict.fromkeys((*before, *after)):
        if not same(before.get(name), after.get(name)):
            what = What.LIMIT if is_limit(name) else What.SETTING
            yield Change(Part.FIELD, path, what, name, before.get(name), after.get(name))


def _settings(field: Field) -> dict[str, Any]:
    """The keywords of the field's own, with those about its items."""
    own = {name: value for name, value in field.schema.items() if name not in TOLD_APART}
    items = field.schema.get("items")
    if not isinstance(items, Mapping):
        return own if items is None else {**own, "items": items}
    about = {name: value for name, value in items.items() if name not in TOLD_APART}
    return {**own, **({"items": about} if about else {})}


def _options(path: str, old: Iterable[Option], new: Iterable[Option]) -> Iterator[Change]:
    before, after = ({each.value: each.title for each in options} for options in (old, new))
    renamed = renamed_options(old, new)
    for value, title in before.items():
        if value in renamed:
            yield Change(Part.FIELD, path, What.OPTION_RENAMED, title, value, renamed[value])
        elif value not in after:
            yield Change(Part.FIELD, path, What.OPTION_REMOVED, value, old=title)
        elif after[value] != title:
            yield Change(Part.FIELD, path, What.OPTION_TITLE, value, title, after[value])
    for value, title in after.items():
        if value not in before and value not in renamed.values():
            yield Change(Part.FIELD, path, What.OPTION_ADDED, value, new=title)
    common = [value for value in before if value in after]
    if displaced(common, [value for value in after if value in before]):
        yield Change(Part.FIELD, path, What.OPTIONS_REORDERED)


def renamed_options(old: Iterable[Option], new: Iterable[Option]) -> dict[str, str]:
    """Old value -> new value of options that kept their title, where it names one option only."""
    before, after = tuple(old), tuple(new)
    kept = {each.value for each in before} & {each.value for each in after}
    gone = _by_title(before, kept)
    fresh = _by_title(after, kept)
    return {gone[title]: fresh[title] for title in gone if title in fresh}


def _by_title(options: Sequence[Option], kept: set[str]) -> dict[str, str]:
    titles = [each.title.strip().casefold() for each in options]
    return {
        title: each.value
        for each, title in zip(options, titles, strict=True)
        if each.value not in kept and titles.count(title) == 1
    }


def _reordered(old: Model, new: Model, pairs: Correspondence) -> Iterator[tuple[str, list[str]]]:
    """By container ("" the pages together): keys of those that stand elsewhere among the same neighbours."""
    for page in new.pages:
        before = next((each.items for each in old.pages if each.key == page.key), ())
        stayed = [key for key in before if key in page.items and pairs.onward.get(key) == key]
        yield "", displaced(stayed, [key for key in page.items if key in stayed])
    for there, here in pairs.back.items():
        children = pairs.new[there].by_key
        came = [joined(here, key) for key in pairs.old[here].by_key]
        stayed = [path.rpartition(".")[2] for path in came if parent_of(pairs.onward.get(path, "")) == there]
        yield there, displaced(stayed, [key for key in children if key in stayed])
