"""The secure key: 130 random bits in Crockford's base 32, two check symbols, kept only as a keyed hash.

Format and figures: SECURITY.md §4. A mistyped key is refused here, before any look-up.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterator
from itertools import chain

from django.conf import settings

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS, CHECK_SYMBOLS, GROUP = 26, 2, 4
CHECK_PRIME = 1021  # largest prime below 32²: catches every single error and every swap of two symbols
LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
LENGTH = RANDOM_SYMBOLS + CHECK_SYMBOLS
LONGEST_TYPED = 4000  # a whole message may be pasted
RUN, NO_SYMBOL = re.compile(r"[^\W_]+"), re.compile(r"[\W_]+")
GLUED = re.compile(r"(?=((?:[0-9A-Z]{4}[-\u2010\u2012-\u2015\u2212]){6}[0-9A-Z]{4}))")
"""A key that words touch, as they do where line breaks were lost: its dashes show where it is."""
PEPPER_VERSION = 1


def generate() -> str:
    """A new key, as it is typed: seven groups of four."""
    return shown(with_check(secrets.randbits(5 * RANDOM_SYMBOLS)))


def with_check(number: int) -> str:
    """The 28 symbols of a number below 2**130, check symbols included."""
    return _symbols(number, RANDOM_SYMBOLS) + _symbols(number % CHECK_PRIME, CHECK_SYMBOLS)


def shown(normal: str) -> str:
    return "-".join(normal[start : start + GROUP] for start in range(0, len(normal), GROUP))


def normalise(typed: str) -> str | None:
    """The 28 symbols of the key in what was typed or pasted, or None where there is none.

    Forgives case, spaces, dashes, look-alikes and full-width characters, and words around the key; checks the
    check symbols. Groups of four go before other pieces: by chance words may pass for a key, one in a 1000
    of those that are as long. Of several keys it is the first.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    text = unicodedata.normalize("NFKC", typed).upper().translate(LOOK_ALIKES)
    runs = RUN.findall(text)
    in_groups = (each[1] for each in GLUED.finditer(text))
    candidates = chain(["".join(runs)], in_groups, sorted(_neighbours(runs), key=_is_ragged))
    symbols = (NO_SYMBOL.sub("", each) for each in candidates)
    return next((each for each in symbols if _is_key(each)), None)


def _neighbours(runs: list[str]) -> Iterator[str]:
    """Runs of letters and digits that follow each other and are as long as a key together, blanks between."""
    for first in range(len(runs)):
        length = 0
        for last in range(first, len(runs)):
            length += len(runs[last])
            if length == LENGTH:
                yield " ".join(runs[first : last + 1])
            if length >= LENGTH:
                break


def _is_ragged(runs: str) -> bool:
    return any(len(run) != GROUP for run in runs.split(" "))


def _is_key(text: str) -> bool:
    if len(text) != LENGTH or any(symbol not in SYMBOLS for symbol in text):
        return False
    number = 0
    for symbol in text[:RANDOM_SYMBOLS]:
        number = number * 32 + SYMBOLS.index(symbol)
    return with_check(number) == text


def digest(normal: str, *, organisation_id: int) -> bytes:
    """What is stored: HMAC-SHA-256 under the pepper, which is in no database and no backup of it."""
    message = f"partner-key|v{PEPPER_VERSION}|{organisation_id}|{normal}"
    return hmac.new(settings.KEY_PEPPER.encode(), message.encode(), hashlib.sha256).digest()


def hint(normal: str) -> str:
    """The first group, by which an agent recognises a key."""
    return normal[:GROUP]


def _symbols(number: int, length: int) -> str:
    found = []
    for _each in range(length):
        number, rest = divmod(number, 32)
        found.append(SYMBOLS[rest])
    return "".join(reversed(found))
