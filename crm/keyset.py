"""Going through the queue page by page, from a place on: nothing is counted and nothing is skipped."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Case, DateTimeField, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from dossiers.models import Dossier
from dossiers.querysets import DossierQuerySet

WALK = 10_000
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
LAST_PK = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """A place in the queue: what comes after one dossier, or `back` from it."""

    at: dt.datetime
    pk: int
    back: bool = False

    @property
    def token(self) -> str:
        return f"{(self.at - EPOCH) // dt.timedelta(microseconds=1)}-{self.pk}"


def place_of(token: str, *, back: bool) -> Place | None:
    """The place a link names; None for anything that is no place."""
    since, _dash, pk = token.partition("-")
    if not (since.isascii() and since.isdigit() and pk.isascii() and pk.isdigit()) or len(token) > 40:
        return None
    try:
        at = EPOCH + dt.timedelta(microseconds=int(since))
    except OverflowError:
        return None
    return Place(at, min(int(pk), LAST_PK), back)


@dataclass(frozen=True)
class Way:
    """An order of the queue, which an index has: by a moment, then by id."""

    moment: str
    ascending: bool

    @property
    def back(self) -> "Way":
        return replace(self, ascending=not self.ascending)

    def from_place(self, found: DossierQuerySet, place: Place | None) -> DossierQuerySet:
        sign = "" if self.ascending else "-"
        found = found.order_by(f"{sign}{self.moment}", f"{sign}pk")
        return found if place is None else found.filter(self._beyond(place))

    def _beyond(self, place: Place) -> Q:
        """Said twice, so that the index is entered at the place: it can use the first comparison alone."""
        side = "gt" if self.ascending else "lt"
        further = Q(**{f"{self.moment}__{side}": place.at})
        beside = Q(**{self.moment: place.at, f"pk__{side}": place.pk})
        return Q(**{f"{self.moment}__{side}e": place.at}) & (further | beside)

    def among(self, walk: DossierQuerySet, wanted: Q) -> DossierQuerySet:
        """Those that are wanted among the first WALK of `walk`, which an index has in this order.

        And the next one after these, marked `is_edge`, from which one may go on.
        """
        edge, side = walk.values("pk")[WALK : WALK + 1], "lte" if self.ascending else "gte"
        beyond_all = Value(END if self.ascending else EPOCH, output_field=DateTimeField())
        end = Coalesce(Subquery(walk.values(self.moment)[WALK : WALK + 1]), beyond_all)
        at_edge = Q(pk=Subquery(edge))
        is_edge = Case(When(at_edge, then=Value(True)), default=Value(False))
        found: DossierQuerySet = walk.annotate(is_edge=is_edge)
        return found.filter(wanted | at_edge, **{f"{self.moment}__{side}": end})

    def before(self, dossier: Dossier) -> str:
        """The place from which this dossier is the next one."""
        return Place(getattr(dossier, self.moment), dossier.pk + (-1 if self.ascending else 1)).token

    def token(self, dossier: Dossier) -> str:
        return Place(getattr(dossier, self.moment), dossier.pk).token


NEWEST = Way("status_since", ascending=False)
LONGEST_OVERDUE = Way("due_at", ascending=True)
LONGEST_LATE = Way("late_at", ascending=True)
