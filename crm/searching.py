"""Searching the work queue by text, without reading all of it.

A text is found where a reference begins so, or where each of its words begins a word of the applicant's name
or of an answer that the desk's lists show. How it is found is chosen by how often its words occur:

* A word that at most FEW rows begin with leads: its dossiers are taken out of the index of words and sorted,
  FEW at most, whatever the number of dossiers.
* Where every word is frequent, the queue is walked in its own order, and each dossier is probed in the index
  of its words, until the page is full. What is frequent is met soon; where frequent words seldom meet in one
  dossier, the walk ends after `keyset.WALK` dossiers, and the page leads on from there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from dossiers.models import Dossier, SearchWord
from dossiers.querysets import DossierQuerySet, SearchWordQuerySet
from dossiers.words import words_of
from formengine.model import Model

FEW = 2_000
MOST_WORDS = 6
SHORTEST = 2
YEARS = 10
LONGEST_NUMBER = 9
REFERENCE = "-"

Groups = Collection[tuple[frozenset[str], Collection[int]]]


@dataclass(frozen=True)
class Wanted:
    """What was typed, in one organisation. Words past the sixth are let go.

    `frequent` holds what more than FEW rows begin with, of `words` and of `spelt`.
    """

    organisation_id: int
    text: str
    frequent: frozenset[str] = field(default=frozenset())

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)[:MOST_WORDS]

    @property
    def leader(self) -> str | None:
        """The word to begin with: the longest of those that are not frequent."""
        rare = [word for word in self.words if word not in self.frequent]
        return max(rare, key=len) if rare and self.frequent.isdisjoint(self.spelt) else None

    @property
    def spelt(self) -> list[str]:
        """How a reference may begin: as it was typed, or in capitals. None of these is taken for a word."""
        return [f"{REFERENCE}{each}" for each in dict.fromkeys([self.text, self.text.upper()])]

    @property
    def probes(self) -> dict[str, Exists]:
        """By word, and by beginning of a reference, whether more than FEW rows begin so.

        Asked with some other query. Each reads entries of an index, FEW at most, once for the whole of it.
        """
        asked: dict[str, QuerySet[Any]] = {word: self.rows(word) for word in self.words}
        asked |= {
            each: self.referred(Q(reference__begins=each.removeprefix(REFERENCE))) for each in self.spelt
        }
        return {name: Exists(rows.values("pk")[FEW : FEW + 1]) for name, rows in asked.items()}

    def references(self, designs: Iterable[Model], year: int) -> list[Q]:
        """References that begin so; of a number alone, those of it in any pattern, these ten years.

        One by one, because each enters an index of its own accord, and all together none.
        """
        begun = [Q(reference__begins=each.removeprefix(REFERENCE)) for each in self.spelt]
        if not (self.text.isascii() and self.text.isdigit() and len(self.text) <= LONGEST_NUMBER):
            return begun
        patterns, years = {design.reference for design in designs}, range(year, year - YEARS, -1)
        exact = {each.format(yyyy=when, seq=int(self.text)) for each in patterns for when in years}
        return [*begun, Q(reference__in=sorted(exact))]

    def matches(self, shown: Groups, references: Iterable[Q]) -> Q:
        """Whether the text finds a dossier. `shown`: listed answers the desk sees, with their versions."""
        if not self.words:
            return Q(pk__in=[])
        own = SearchWord.objects.filter(visible(shown), dossier=OuterRef("pk")).order_by()
        # A value, not EXISTS: that one PostgreSQL may answer by reading all dossiers that have the word.
        words = [IsNull(Subquery(own.beginning(word).values("pk")[:1]), False) for word in self.words]
        return Q(*references, _connector=Q.OR) | Q(*words)

    def led(self, leader: str, shown: Groups, references: Iterable[Q]) -> QuerySet[Any]:
        """Ids of all dossiers that have the leader, and of those whose reference the text may be."""
        found: QuerySet[Any] = self.rows(leader).filter(visible(shown)).values_list("dossier_id")
        return found.union(*(self.referred(each).values_list("pk") for each in references))

    def referred(self, reference: Q) -> DossierQuerySet:
        return Dossier.objects.of(self.organisation_id).filter(reference).order_by()

    def rows(self, word: str) -> SearchWordQuerySet:
        return SearchWord.objects.of(self.organisation_id).beginning(word).order_by()


def visible(shown: Groups) -> Q:
    """Words of answers that the desk sees. No other are stored; this holds if one were."""
    found = Q(key="")
    for keys, versions in shown:
        found |= Q(key__in=sorted(keys), dossier__version_id__in=versions)
    return found


def legible(text: str) -> str:
    """What of a text a database can be asked for."""
    return "".join(filter(str.isprintable, text)).strip()
