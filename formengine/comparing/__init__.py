"""What differs between two versions of a model, and whether the dossiers filed under one fit the other.

compare(old, new)     -> Comparison      the change list, as data
breaks(old, new)      -> tuple[Break]    why an open dossier would not fit the new version; none: safe
correspond(old, new)  -> Correspondence  which field of the new version is which of the old one
"""

from formengine.comparing.breaking import Break, breaks
from formengine.comparing.changes import Change, Comparison, Part, What
from formengine.comparing.corresponding import Correspondence, correspond
from formengine.comparing.listing import compare

__all__ = [
    "Break",
    "Change",
    "Comparison",
    "Correspondence",
    "Part",
    "What",
    "breaks",
    "compare",
    "correspond",
]
