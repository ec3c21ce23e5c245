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


@dataclass(frozen=True)
class Shown:
    """The listed answers that the desk sees: in whatever version has them, or in these versions only."""

    always: frozenset[str]
    by_version: Collection[tuple[frozenset[str], Collection[int]]] = ()

    @property
    def visible(self) -> Q:
        """Words of these, and of applicants. No other are stored; this holds if one were."""
        found = Q(key__in=["", *sorted(self.always)])
        for keys, versions in self.by_version:
            found |= Q(key__in=sorted(keys), dossier__version_id__in=versions)
        return found


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
        """References that begin so, where any pattern does; of a number alone, those of it, these ten years.

        One by one, because each enters an index of its own accord, and all together none.
        """
        patterns = {design.reference for design in designs}
        heads = {each.partition("{")[0] for each in patterns}
        typed = [each.removeprefix(REFERENCE) for each in self.spelt]
        found = [
            Q(reference__begins=each)
            for each in typed
            if any(each.startswith(head) or head.startswith(each) for head in heads)
        ]
        if self.text.isascii() and self.text.isdigit() and len(self.text) <= LONGEST_NUMBER:
            years, number = range(year, year - YEARS, -1), int(self.text)
            exact = {each.format(yyyy=when, seq=number) for each in patterns for when in years}
            found.append(Q(reference__in=sorted(exact)))
        return found

    def matches(self, shown: Shown, references: Iterable[Q]) -> Q:
        """Whether the text finds a dossier. Where a leader led to it, only the other words are asked for."""
        if not self.words:
            return Q(pk__in=[])
        own = SearchWord.objects.filter(shown.visible, dossier=OuterRef("pk")).order_by()
        # A value, not EXISTS: that one PostgreSQL may answer by reading all dossiers that have the word.
        others = [own.beginning(word).values("pk")[:1] for word in self.words if word != self.leader]
        if not others:
            return Q()
        return Q(*references, _connector=Q.OR) | Q(*(IsNull(Subquery(each), False) for each in others))

    def led(self, leader: str, shown: Shown, references: Iterable[Q]) -> QuerySet[Any]:
        """Ids of all dossiers that have the leader, and of those whose reference the text may be."""
        found: QuerySet[Any] = self.rows(leader).filter(shown.visible).values_list("dossier_id")
        named = [self.referred(each).values_list("pk") for each in references]
        return found.union(*named) if named else found

    def referred(self, reference: Q) -> DossierQuerySet:
        return Dossier.objects.of(self.organisation_id).filter(reference).order_by()

    def rows(self, word: str) -> SearchWordQuerySet:
        return SearchWord.objects.of(self.organisation_id).beginning(word).order_by()


def legible(text: str) -> str:
    """What of a text a database can be asked for."""
    return "".join(filter(str.isprintable, text)).strip()
