"""Keys and titles for what came with other names: readable, unique, the same at each import."""

import re
import unicodedata
from collections.abc import Container

from formengine.parts import RESERVED, is_key

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TAG = re.compile(r"<[^<>]{0,500}>")
MOST = 40


def key_for(name: str, taken: Container[str]) -> str:
    """A field key that reads like the name and is not taken."""
    plain = unicodedata.normalize("NFKD", _HUMP.sub("_", name[:200])).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not text or not text[0].isalpha():
        text = f"field_{text}".rstrip("_")
    text = text[:MOST].rstrip("_")
    if text in RESERVED or not is_key(text):
        text = f"{text[: MOST - 6]}_field"
    found, number = text, 2
    while found in taken:
        ending = f"_{number}"
        found, number = f"{text[: MOST - len(ending)]}{ending}", number + 1
    return found


def title_for(name: str) -> str:
    """`dateOfBirth`, `date_of_birth`: Date of birth."""
    words = re.sub(r"[\s_\-:./]+", " ", _HUMP.sub(" ", name[:200])).strip().split(" ")
    text = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return (text[:1].upper() + text[1:]) or "…"


def readable(text: object, *, most: int) -> str:
    """Text without tags and control characters, shortened. Empty for what is no text."""
    if not isinstance(text, str):
        return ""
    clean = _TAG.sub(" ", text) if "<" in text else text
    clean = "".join(sign for sign in clean if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    clean = re.sub(r"[ \t]+", " ", clean).strip()
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"
