"""Small schemas over every keyword an import must know, with answers that fit and answers that do not."""

from tests.formengine.importing.exam.alternatives import ALTERNATIVES
from tests.formengine.importing.exam.asked import ASKED
from tests.formengine.importing.exam.compositions import COMPOSITIONS
from tests.formengine.importing.exam.conditions import CONDITIONS
from tests.formengine.importing.exam.merged import MERGED
from tests.formengine.importing.exam.paper import Paper
from tests.formengine.importing.exam.rarities import RARITIES
from tests.formengine.importing.exam.shapes import SHAPES
from tests.formengine.importing.exam.values import VALUES

__all__ = ["PAPERS", "Paper"]

PAPERS: dict[str, Paper] = (
    VALUES | SHAPES | COMPOSITIONS | CONDITIONS | ALTERNATIVES | ASKED | MERGED | RARITIES
)
