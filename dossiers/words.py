"""The words a dossier is found by: how a text becomes words, and whose words the desk may search."""

import re
import unicodedata
from functools import lru_cache

from formengine.access import Access
from formengine.compiling import compile_view
from formengine.model import CRM, Model

LONGEST_WORD = 60
WORD = re.compile(r"[^\W_]+")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def words_of(text: str) -> tuple[str, ...]:
    """Each word once, in small letters without accents: letters and digits only, cut where it is very long.

    What is stored and what is looked for are read alike: « L'Œuvre-Été » is l, oeuvre and ete.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(LETTERS)
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(bare)))


@lru_cache(maxsize=1024)
def shown_for_certain(design: Model, status: str) -> frozenset[str]:
    """Fields which the desk's view shows at a status in full, whatever the answers are."""
    compiled = compile_view(design, view=CRM, status=status)
    return frozenset(
        key
        for key, each in compiled.by_key.items()
        if not design.conditions(each.field) and not each.field.conditions_inside
        if not each.has_masks
    )


@lru_cache(maxsize=256)
def searchable(design: Model) -> frozenset[str]:
    """The listed answers that the desk sees for certain at every status at which it sees the dossier at all.

    Only these may be searched: else whether a dossier is found would tell an answer that is not shown.
    """
    at_desk = [each.key for each in design.statuses if each.cap(CRM).access is not Access.HIDDEN]
    if not at_desk:
        return frozenset()
    return frozenset(design.listed).intersection(*(shown_for_certain(design, key) for key in at_desk))
