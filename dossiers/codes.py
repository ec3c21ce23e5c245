"""The code that confirms an e-mail address: eight symbols, 40 random bits, kept only as a keyed hash.

Few tries and a short life make up for its length (`services.confirming`).
"""

import hashlib
import hmac
import secrets
import unicodedata

from django.conf import settings

from dossiers.keys import LOOK_ALIKES, SYMBOLS

LENGTH, GROUP = 8, 4
LONGEST_TYPED = 100
PEPPER_VERSION = 1


def generate() -> str:
    """A new code, as it is typed: two groups of four."""
    return shown("".join(secrets.choice(SYMBOLS) for _each in range(LENGTH)))


def shown(normal: str) -> str:
    return "-".join(normal[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normalise(typed: str) -> str | None:
    """The eight symbols of what was typed, or None where it can't be a code.

    Forgives case, blanks, dashes, look-alikes and full-width characters.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    text = unicodedata.normalize("NFKC", typed).upper().translate(LOOK_ALIKES)
    text = "".join(symbol for symbol in text if symbol.isalnum())
    return text if len(text) == LENGTH and all(symbol in SYMBOLS for symbol in text) else None


def digest(normal: str, *, address_id: int, email: str) -> bytes:
    """What is stored: HMAC-SHA-256 under the pepper. It fits one row, and one address in it, only."""
    message = f"address-code|v{PEPPER_VERSION}|{address_id}|{email}|{normal}"
    return hmac.new(settings.KEY_PEPPER.encode(), message.encode(), hashlib.sha256).digest()


def fits(normal: str, kept: bytes, *, address_id: int, email: str) -> bool:
    """Whether it is the code whose hash was kept, in the same time whatever the answer."""
    return hmac.compare_digest(digest(normal, address_id=address_id, email=email), kept)
