"""The work queue: what an agent may find and in what order, page by page, whatever the number of dossiers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from accounts.actors import Actor
from dossier_models.models import ModelVersion
from dossier_models.selectors import model_of
from dossiers.models import AnswerValue, Dossier
from dossiers.querysets import DossierQuerySet
from formengine.access import Access
from formengine.compiling import compile_view
from formengine.model import CRM, Model
from solicitations.models import Solicitation

PAGE = 25
WAITING, LATE, IN = "waiting", "late", "in"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Search:
    """What was asked for. Empty text: everything."""

    text: str = ""
    status: str = ""
    model: str = ""
    replies: str = ""
    overdue: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.status or self.model or self.replies or self.overdue)


@dataclass(frozen=True)
class Place:
    """A place in the queue: after (older than) or before (newer than) one dossier."""

    since: dt.datetime
    pk: int
    newer: bool = False

    @property
    def token(self) -> str:
        return f"{(self.since - EPOCH) // dt.timedelta(microseconds=1)}-{self.pk}"


def place_of(token: str, *, newer: bool) -> Place | None:
    """The place a link names; None for anything that is no place."""
    since, _dash, pk = token.partition("-")
    if not (since.isascii() and since.isdigit() and pk.isascii() and pk.isdigit()) or len(token) > 40:
        return None
    try:
        at = EPOCH + dt.timedelta(microseconds=int(since))
    except OverflowError:
        return None
    return Place(at, min(int(pk), 2**63 - 1), newer)


@dataclass(frozen=True)
class Row:
    """One line of the queue as plain text: all of it is what the desk's view shows at the dossier's status.

    `title` is the first listed answer, where the desk sees that field for certain; `since` how long it has
    stood at its status, in the largest unit.
    """

    url: str
    reference: str
    title: str
    model: str
    applicant: str
    status: str
    since: str
    since_on: str
    due_on: str
    overdue: bool
    replies: str
    complete: bool


@dataclass(frozen=True)
class Page:
    rows: tuple[Row, ...] = ()
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All versions of an organisation's models: what statuses and fields there are. One query."""

    versions: Mapping[int, ModelVersion] = field(default_factory=dict)

    @property
    def designs(self) -> Mapping[int, Model]:
        return {pk: model_of(version) for pk, version in self.versions.items()}

    @property
    def models(self) -> list[tuple[str, str]]:
        """Key and title of each model, by title."""
        found = {version.model.key: version.model.title for version in self.versions.values()}
        return sorted(found.items(), key=lambda pair: pair[1].casefold())

    @property
    def statuses(self) -> list[tuple[str, str]]:
        """Key and title of each status the desk sees, in the order of the models."""
        found: dict[str, str] = {}
        for design in self.designs.values():
            for status in design.statuses:
                if status.cap(CRM).access is not Access.HIDDEN:
                    found.setdefault(status.key, status.title)
        return list(found.items())

    def searchable(self) -> dict[frozenset[str], list[int]]:
        """Version ids by the listed answers that the desk sees at every status it sees at all."""
        groups: dict[frozenset[str], list[int]] = {}
        for pk, design in self.designs.items():
            at_desk = [each for each in design.statuses if each.cap(CRM).access is not Access.HIDDEN]
            keys = frozenset(design.listed).intersection(
                *(shown_for_certain(design, each.key) for each in at_desk)
            )
            if keys:
                groups.setdefault(keys, []).append(pk)
        return groups


def catalogue_of(organisation_id: int) -> Catalogue:
    versions = (
        ModelVersion.objects.of(organisation_id)
        .light()
        .select_related("model")
        .defer("document", "model__draft")
    )
    return Catalogue({version.pk: version for version in versions.order_by("model__title", "-number")})


@lru_cache(maxsize=1024)
def shown_for_certain(design: Model, status: str) -> frozenset[str]:
    """Fields which the desk's view shows at a status whatever the answers are: those with no condition."""
    compiled = compile_view(design, view=CRM, status=status)
    return frozenset(key for key, each in compiled.by_key.items() if not design.conditions(each.field))


def page_of(
    *,
    actor: Actor,
    search: Search,
    catalogue: Catalogue,
    place: Place | None,
    now: dt.datetime,
    most: int = PAGE,
) -> Page:
    """One page, newest first, from a place on. One query, which reads one row more than it shows."""
    found = searched(actor, search, catalogue, now)
    newer = place is not None and place.newer
    if place is not None:
        found = found.filter(_beyond(place))
    found = found.order_by("status_since", "pk") if newer else found.newest_first()
    dossiers = list(found.defer("answers", "event_head")[: most + 1])
    more, dossiers = len(dossiers) > most, dossiers[:most]
    if newer:
        dossiers.reverse()
    if not dossiers:
        return Page()
    first, last = dossiers[0], dossiers[-1]
    return Page(
        tuple(row_of(each, catalogue, now) for each in dossiers),
        newer=_token(first) if (more if newer else place is not None) else "",
        older=_token(last) if newer or more else "",
    )


def row_of(dossier: Dossier, catalogue: Catalogue, now: dt.datetime) -> Row:
    design = model_of(catalogue.versions[dossier.version_id])
    listed = design.listed[:1]
    numbers = {"answered": dossier.answered, "asked": dossier.asked}
    return Row(
        url=reverse("crm:dossier", args=[dossier.uid]),
        reference=reference_of(dossier),
        title=dossier.title if listed and listed[0] in shown_for_certain(design, dossier.status) else "",
        model=design.title,
        applicant=dossier.applicant_name,
        status=design.status(dossier.status).title,
        since=timesince(dossier.status_since, now, depth=1),
        since_on=day(dossier.status_since),
        due_on=day(dossier.due_at) if dossier.due_at else "",
        overdue=is_overdue(dossier, now),
        replies=_("%(answered)s of %(asked)s") % numbers if dossier.asked else "",
        complete=dossier.answered == dossier.asked,
    )


def reference_of(dossier: Dossier) -> str:
    return dossier.reference or _("Not filed yet")


def day(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "j N Y")


def is_overdue(dossier: Dossier, now: dt.datetime) -> bool:
    return dossier.due_at is not None and dossier.due_at < now


def searched(actor: Actor, search: Search, catalogue: Catalogue, now: dt.datetime) -> DossierQuerySet:
    found = Dossier.objects.at_the_desk_of(actor)
    if search.status:
        found = found.filter(status=search.status)
    if search.model:
        pks = {each.model_id for each in catalogue.versions.values() if each.model.key == search.model}
        found = found.filter(model_id__in=pks)
    if search.overdue:
        found = found.filter(due_at__lt=now)
    if search.replies == WAITING:
        found = found.filter(asked__gt=F("answered"))
    elif search.replies == IN:
        found = found.filter(asked__gt=0, answered=F("asked"))
    elif search.replies == LATE:
        late = Solicitation.objects.of(actor.organisation_id).overdue(timezone.localdate(now))
        found = found.filter(pk__in=late.values("dossier_id"))
    if search.text:
        found = found.filter(_matches(actor.organisation_id, search.text, catalogue))
    return found


def _matches(organisation_id: int, text: str, catalogue: Catalogue) -> Q:
    """Reference, applicant's name or a listed answer begins so. Of answers only those the desk sees."""
    wanted, listed = Q(reference__istartswith=text), Q()
    for each in _spellings(text):
        wanted |= Q(applicant_name__startswith=each)
        listed |= Q(text__startswith=each)
    values = AnswerValue.objects.filter(listed, organisation_id=organisation_id)
    for keys, versions in catalogue.searchable().items():
        wanted |= Q(version_id__in=versions, pk__in=values.filter(key__in=sorted(keys)).values("dossier_id"))
    return wanted


def _spellings(text: str) -> Iterable[str]:
    """Both databases compare letters with accents exactly: the usual ways to write a word are all tried."""
    return dict.fromkeys([text, text.lower(), text.upper(), text.capitalize(), text.title()])


def _beyond(place: Place) -> Q:
    """Said twice, so that the index is entered at the place: it can use the first comparison alone."""
    if place.newer:
        return Q(status_since__gte=place.since) & (
            Q(status_since__gt=place.since) | Q(status_since=place.since, pk__gt=place.pk)
        )
    return Q(status_since__lte=place.since) & (
        Q(status_since__lt=place.since) | Q(status_since=place.since, pk__lt=place.pk)
    )


def _token(dossier: Dossier) -> str:
    return Place(dossier.status_since, dossier.pk).token


def address(search: Search, **more: str) -> str:
    """The query string that asks for the same again."""
    asked = {
        "q": search.text, "status": search.status, "model": search.model,
        "replies": search.replies, "overdue": "on" if search.overdue else "", **more,
    }  # fmt: skip
    return "?" + urlencode({key: value for key, value in asked.items() if value})
