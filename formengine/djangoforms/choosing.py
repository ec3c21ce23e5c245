"""What there is to choose from: as radios, boxes, or lists that may be long."""

from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from formengine.djangoforms.texts import text_of
from formengine.fieldtypes import type_of
from formengine.fieldtypes.base import Titled
from formengine.fieldtypes.choice import OTHER_VALUE
from formengine.model import Field

OTHER = "_other"
"""The value of the option beside which something else is written, in the form."""


class Choosable(NamedTuple):
    value: str
    title: str
    chosen: bool
    id: str


class Choice(NamedTuple):
    """`options`, with one for what is none of them; `chosen`: values; `other`: what is written there."""

    options: Titled
    chosen: frozenset[str]
    other: str = ""

    def items(self, ident: str) -> list[Choosable]:
        """Radios or boxes; the first has the field's own id: errors link to it."""
        return [
            Choosable(value, title, value in self.chosen, ident if number == 0 else f"{ident}-{number + 1}")
            for number, (value, title) in enumerate(self.options)
        ]

    def tags(self) -> Markup:
        """Options of a list."""
        return tags_of(self.options, next((value for value, _ in self.options if value in self.chosen), ""))


def choice_of(field: Field, raw: Any, options: Titled, title_of_other: str) -> Choice:
    """What is chosen, whatever was sent or a draft may hold."""
    kind = type_of(field)
    sent = [text_of(each) for each in (raw if isinstance(raw, list) else [raw])]
    chosen = frozenset(sent)
    if kind.control == "accept" and "on" in chosen:
        chosen |= {"true"}
    if not kind.takes_other(field):
        return Choice(options, chosen)
    known = {OTHER_VALUE, *(value for value, _title in options)}
    other = next((text for text in sent if text and text not in known), "")
    if other or OTHER_VALUE in chosen:
        chosen |= {OTHER}
    return Choice((*options, (OTHER, title_of_other)), chosen, other)


def tags_of(options: Titled, chosen: str) -> Markup:
    """The tags of a list's options. A list may be long, and stand on a page many times: it is made once."""
    tags = _tags(options)
    if not chosen:
        return tags
    mark = Markup('<option value="{}"').format(chosen)
    before, found, after = tags.partition(f"{mark}>")
    return before + mark + Markup(" selected>") + after if found else tags


@lru_cache(maxsize=64)
def _tags(options: Titled) -> Markup:
    return Markup().join(Markup('<option value="{}">{}</option>').format(*option) for option in options)
