"""An address on the web: http or https, a name of the domain system, no user name or password in it.

Stored as every program reads it: the name in its ASCII form, the rest percent-encoded. Shown with the name's
own letters.
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.keywords import autocomplete
from formengine.fieldtypes.registry import register
from formengine.limits import storable
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from formengine.model import Field

MOST, MOST_HOST = 2_000, 253
TYPED = re.compile(r"(?:(https?)://)?([^\s/?#@\\:\[\]]+)(?::([0-9]{1,5}))?([/?#][^\s\\]*)?", re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
PORTS = {"http": "80", "https": "443"}
SAFE = "/?#!$&'()*+,;=:@-._~%"
LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Address(NamedTuple):
    scheme: str
    host: str
    port: str
    rest: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.port and ':'}{self.port}{self.rest}"


@register
class Url(FieldType):
    name = "url"

    def fragment(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-autocomplete",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        text = clean_text(raw, most=MOST).strip()
        if not text:
            return None
        address = read(text)
        if address is None:
            raise Unacceptable("not_a_url")
        stored = str(address)
        if len(stored) > MOST:
            raise Unacceptable("too_long", most=MOST)
        return stored

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        address = read(value)
        return () if address is not None and str(address) == value else (Problem((), "not_a_url"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        address = read(value)
        return str(address._replace(host=in_letters(address.host))) if address else str(value)

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {**super().json_schema(field), "type": "string", "format": "uri", "pattern": "^https?://"}

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        return self.display(value, field, language)

    def attributes(self, field: "Field") -> "Mapping[str, str]":
        # Not the browser's own kind of input: that one wants https:// to be typed.
        return {"inputmode": "url", "spellcheck": "false", **autocomplete(field.schema)}


def read(text: Any) -> Address | None:
    """An address as people write it; without http or https, https is meant. None for anything else."""
    found = TYPED.fullmatch(text) if isinstance(text, str) and len(text) <= MOST else None
    if found is None or not storable(text):
        return None
    scheme, typed, port, rest = (found[1] or "https").lower(), found[2], found[3] or "", found[4] or ""
    host = in_ascii(typed)
    if host is None or (port and not 0 < int(port) < 65_536):
        return None
    port = "" if port.lstrip("0") == PORTS[scheme] else port.lstrip("0")
    rest = quote(LOOSE_PERCENT.sub("%25", rest), safe=SAFE)
    return Address(scheme, host, port, "" if rest == "/" else rest)


def in_ascii(host: str) -> str | None:
    """A name of at least two parts, in the form the domain system has it (xn--…); None for no such name."""
    if len(host) > MOST_HOST:
        return None
    try:
        name = host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return None
    labels = name.split(".")
    fits = len(name) <= MOST_HOST and len(labels) > 1 and all(LABEL.fullmatch(each) for each in labels)
    return name if fits and labels[-1][0].isalpha() else None


def in_letters(host: str) -> str:
    """The name in its own letters, where they lead back to the same name."""
    try:
        name = host.encode().decode("idna")
    except UnicodeError:
        return host
    return name if in_ascii(name) == host else host
