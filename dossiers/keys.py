"""The secure key: 130 random bits in Crockford's base 32, two check symbols, kept only as a keyed hash.

Format and figures: SECURITY.md §4. A mistyped key is refused here, before any look-up.
"""

import hashlib
import hmac
import secrets
import unicodedata

from django.conf import settings

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS, CHECK_SYMBOLS, GROUP = 26, 2, 4
CHECK_PRIME = 1021  # largest prime below 32²: catches every single error and every swap of two symbols
LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
LONGEST_TYPED = 400
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
    """The 28 symbols of what was typed, or None where it can't be a key.

    Forgives case, spaces, dashes, look-alikes and full-width characters; checks the check symbols.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    text = unicodedata.normalize("NFKC", typed).upper().translate(LOOK_ALIKES)
    text = "".join(symbol for symbol in text if symbol.isalnum())
    if len(text) != RANDOM_SYMBOLS + CHECK_SYMBOLS or any(symbol not in SYMBOLS for symbol in text):
        return None
    number = 0
    for symbol in text[:RANDOM_SYMBOLS]:
        number = number * 32 + SYMBOLS.index(symbol)
    return text if with_check(number) == text else None


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
