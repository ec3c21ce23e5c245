"""A value of one field as a value of another: only where it says the same, never as a guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from formengine.comparing.fields import renamed_options
from formengine.fieldtypes import type_of
from formengine.fieldtypes.also import value_problems
from formengine.fieldtypes.choice import is_other
from formengine.model import Field
from formengine.problems import Problem, Unacceptable

FREE_TEXT = frozenset({"text", "longtext"})
NUMBERS: Mapping[str, frozenset[str]] = {
    "integer": frozenset({"decimal", "money", "percentage"}),
    "decimal": frozenset({"integer", "money", "percentage"}),
    "money": frozenset({"integer", "decimal"}),
    "percentage": frozenset({"integer", "decimal"}),
}
"""Numbers that may be taken for one another: an amount is no percentage."""

WORDED = frozenset({
    "text", "longtext", "choice", "choices", *NUMBERS, "date", "time", "datetime", "month", "period", "email",
    "phone", "url", "address", "country", "language", "nationality", "iban", "bic", "plate",
})  # fmt: skip
"""Types whose values are words or figures that anybody can read."""

READABLE = WORDED - {"choice", "choices", "period", "address"}
"""Types that can be read from what somebody typed as text."""


@dataclass(frozen=True)
class Converted:
    """`value` None: it cannot be one of the new field's, and `code` says why.

    `lost`: parts of a list that the new field does not have. `problem`: it is kept, and has to be corrected.
    """

    value: Any
    code: str = ""
    lost: tuple[Any, ...] = ()
    problem: Problem | None = None


def convert(value: Any, old: Field, new: Field) -> Converted:
    """`value` is stored and not empty; of a field without children. Never raises."""
    if not new.holds_value or type_of(new).is_container or type_of(old).is_container:
        return Converted(None, "not_convertible")
    if new.compute is not None and old.compute is None:
        return Converted(None, "computed_now")
    if old.type == new.type:
        return _alike(value, old, new)
    made = _other(value, old, new)
    return Converted(None, "not_convertible") if made is None else made


def _alike(value: Any, old: Field, new: Field) -> Converted:
    problem = next(iter(value_problems(value, new)), None)
    if problem is None:
        return Converted(value)
    if new.type == "choice" and isinstance(value, str):
        renamed = renamed_options(old.options, new.options).get(value)
        return Converted(renamed) if renamed else Converted(None, "option_gone")
    if new.type == "choices" and isinstance(value, list):
        return _choices(value, old, new)
    return Converted(value, problem=problem)


def _choices(values: list[Any], old: Field, new: Field) -> Converted:
    """Each option that there still is, in the new order; a limit on their number is for people to keep."""
    renamed = renamed_options(old.options, new.options)
    wanted = {renamed.get(each, each): each for each in values if isinstance(each, str)}
    kept = [option.value for option in new.options if option.value in wanted]
    kept += [each for each in wanted if is_other(each, new)]
    lost = tuple(each for each in values if each not in [wanted[name] for name in kept])
    if not kept:
        return Converted(None, "option_gone")
    return Converted(kept, lost=lost, problem=next(iter(value_problems(kept, new)), None))


def _other(value: Any, old: Field, new: Field) -> Converted | None:
    """None: the types have nothing to say to one another."""
    if new.type in FREE_TEXT:
        return _read(text_of(value, old), new) if old.type in WORDED else None
    if new.type in NUMBERS.get(old.type, ()):
        return _number(value, old, new)
    if old.type == "choice" and new.type == "choices":
        single = _option([value, text_of(value, old)], new)
        return Converted([single]) if single else None
    if old.type == "choices" and new.type == "choice":
        alone = value[0] if isinstance(value, list) and len(value) == 1 else None
        single = _option([alone, text_of(value, old)], new)
        return Converted(single) if single else None
    if old.type not in FREE_TEXT or not isinstance(value, str):
        return None
    if new.type == "choice":
        single = _option([value], new)
        return Converted(single) if single else None
    read = _read(value, new) if new.type in READABLE else None
    return read if read and read.problem is None else None


def text_of(value: Any, field: Field) -> str:
    """The value as text without language: an option by its title."""
    titles = {option.value: option.title for option in field.options}
    if titles:
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(
            titles.get(each, str(each)) if isinstance(each, str) else str(each) for each in chosen
        )
    return type_of(field).cell(value, field)


def _read(text: str, new: Field) -> Converted | None:
    kind = type_of(new)
    try:
        value = kind.normalise(text, new)
    except Unacceptable:
        return None
    if kind.is_empty(value):
        return None
    return Converted(value, problem=next(iter(value_problems(value, new)), None))


def _number(value: Any, old: Field, new: Field) -> Converted | None:
    """The same number; what would have to be rounded is not converted."""
    was = type_of(old).operand(value, old)
    made = _read(f"{was.normalize():f}", new) if was is not None else None
    if made is None or type_of(new).operand(made.value, new) != was:
        return None
    return made


def _option(names: Iterable[Any], new: Field) -> str | None:
    """The option of this value or title, where there is one only."""
    for name in names:
        if not isinstance(name, str):
            continue
        meant = name.strip().casefold()
        by_title = [each.value for each in new.options if each.title.strip().casefold() == meant]
        found = [each.value for each in new.options if each.value == name] or by_title
        if len(found) == 1:
            return found[0]
    return None
