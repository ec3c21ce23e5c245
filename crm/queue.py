"""The work queue: what an agent may find and in what order, page by page, whatever the number of dossiers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actors import Actor
from crm.keyset import LONGEST_LATE, LONGEST_OVERDUE, NEWEST, Place, Way
from crm.searching import Shown, Wanted
from dossier_models.models import ModelVersion
from dossier_models.selectors import model_of
from dossiers.models import Dossier
from dossiers.querysets import DossierQuerySet
from dossiers.words import searchable, shown_for_certain
from formengine.access import Access
from formengine.model import CRM, Model

PAGE = 25
WAITING, LATE, HALF, IN, DECLINED, QUESTION = "waiting", "late", "half", "in", "declined", "question"


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
    filer: str
    status: str
    since: str
    since_on: str
    due_on: str
    overdue: bool
    replies: str
    complete: bool
    late: bool
    half: bool
    declined: bool
    question: bool
    uid: str = ""


@dataclass(frozen=True)
class Page:
    """Rows, and the places before and after them; empty where there is nothing further."""

    rows: tuple[Row, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All versions of an organisation's models: what statuses and fields there are.

    `frequent`: of the words to search for, those that too many dossiers have to begin with them.
    """

    versions: Mapping[int, ModelVersion] = field(default_factory=dict)
    frequent: frozenset[str] = frozenset()

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

    def searchable(self) -> Shown:
        """The listed answers the desk sees at every status it sees at all; by version where these differ."""
        designs = self.designs
        keys = frozenset[str]().union(*map(searchable, designs.values()))
        always = {
            key
            for key in keys
            if all(key in searchable(each) for each in designs.values() if key in each.fields)
        }
        groups: dict[frozenset[str], list[int]] = {}
        for pk, design in designs.items():
            if rest := searchable(design) - always:
                groups.setdefault(rest, []).append(pk)
        return Shown(frozenset(always), tuple(groups.items()))


def catalogue_of(organisation_id: int, text: str = "") -> Catalogue:
    """One query. It asks by the way how frequent the words of a text to search for are."""
    found = (
        ModelVersion.objects.of(organisation_id)
        .light()
        .select_related("model")
        .defer("document", "model__draft")
        .order_by("model__title", "-number")
    )
    probes = Wanted(organisation_id, text).probes if text else {}
    names = {f"frequent_{number}": name for number, name in enumerate(probes)}
    versions = list(found.annotate(**dict(zip(names, probes.values(), strict=True))))
    frequent = {name for short, name in names.items() if versions and getattr(versions[0], short)}
    return Catalogue({version.pk: version for version in versions}, frozenset(frequent))


def page_of(
    *,
    actor: Actor,
    search: Search,
    catalogue: Catalogue,
    place: Place | None,
    now: dt.datetime,
    most: int = PAGE,
) -> Page:
    """One page from a place on: the newest first; of those past their limit, or with replies past their date,
    the longest first.

    One query, which reads one row more than it shows. What no index leads to is looked for among the next
    WALK dossiers only; `after` leads on from there.
    """
    order, back = order_of(search), place is not None and place.back
    way = order.back if back else order
    found = way.from_place(_queue(actor, search, catalogue, now), place)
    wanted = _matches(actor, search, catalogue, now)
    found = way.among(found, wanted) if _is_walked(actor, search, catalogue) else found.filter(wanted)
    dossiers = list(found.defer("answers", "event_head")[: most + 1])
    edges = [number for number, each in enumerate(dossiers) if getattr(each, "is_edge", False)]
    dossiers, further = dossiers[: edges[0] if edges else most], dossiers[edges[0] if edges else most :]
    onward = way.before(further[0]) if further else ""
    behind = way.token(dossiers[0]) if dossiers and place is not None else ""
    rows = tuple(row_of(each, catalogue, now) for each in (reversed(dossiers) if back else dossiers))
    return Page(rows, before=onward, after=behind) if back else Page(rows, before=behind, after=onward)


def order_of(search: Search) -> Way:
    if search.overdue:
        return LONGEST_OVERDUE
    return LONGEST_LATE if search.replies == LATE else NEWEST


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
        filer=dossier.filer_name,
        status=design.status(dossier.status).title,
        since=timesince(dossier.status_since, now, depth=1),
        since_on=day(dossier.status_since),
        due_on=day(dossier.due_at) if dossier.due_at else "",
        overdue=is_overdue(dossier, now),
        replies=_("%(answered)s of %(asked)s") % numbers if dossier.asked else "",
        complete=dossier.all_in,
        late=dossier.late_at is not None and dossier.late_at <= now,
        half=dossier.half_in,
        declined=dossier.declined,
        question=dossier.questioned,
        uid=str(dossier.uid),
    )


def reference_of(dossier: Dossier) -> str:
    return dossier.reference or _("Not filed yet")


def day(at: dt.datetime) -> str:
    return _day(timezone.localtime(at).date(), get_language())


@lru_cache(maxsize=2048)
def _day(on: dt.date, _language: str | None) -> str:
    """Kept, because a page says fifty days and most of them often."""
    return date_format(on, "j N Y")


def is_overdue(dossier: Dossier, now: dt.datetime) -> bool:
    return dossier.due_at is not None and dossier.due_at < now


def _queue(actor: Actor, search: Search, catalogue: Catalogue, now: dt.datetime) -> DossierQuerySet:
    """What an index of the queue has in its order, or the few that a word to search for leads to."""
    found = Dossier.objects.at_the_desk_of(actor)
    text = _wanted(actor, search, catalogue)
    if search.text and text.leader is not None:
        references = text.references(catalogue.designs.values(), timezone.localtime(now).year)
        pks = text.led(text.leader, catalogue.searchable(), references)
        found = Dossier.objects.gathered_at_the_desk_of(actor, pks)
    if search.overdue:
        return found.filter(due_at__lt=now)
    if search.replies:
        return found.filter(_replied(search.replies, now))
    return found.filter(status=search.status) if search.status else found


def _is_walked(actor: Actor, search: Search, catalogue: Catalogue) -> bool:
    """Whether dossiers have to be looked at one after the other to find those that were asked for."""
    if search.text:
        return _wanted(actor, search, catalogue).leader is None
    led_by = [search.overdue, search.replies, search.status]
    return bool(search.model) or sum(map(bool, led_by)) > 1


def _matches(actor: Actor, search: Search, catalogue: Catalogue, now: dt.datetime) -> Q:
    wanted = Q(status=search.status) if search.status else Q()
    if search.model:
        pks = {each.model_id for each in catalogue.versions.values() if each.model.key == search.model}
        wanted &= Q(model_id__in=pks)
    if search.replies:
        wanted &= _replied(search.replies, now)
    if search.text:
        text = _wanted(actor, search, catalogue)
        references = text.references(catalogue.designs.values(), timezone.localtime(now).year)
        wanted &= text.matches(catalogue.searchable(), references)
    return wanted


def _replied(how: str, now: dt.datetime) -> Q:
    """What stands beside the dossier; each with an index of its own, in the queue's order."""
    return {
        WAITING: Q(late_at__isnull=False),
        LATE: Q(late_at__lte=now),
        HALF: Q(half_in=True),
        IN: Q(all_in=True),
        DECLINED: Q(declined=True),
        QUESTION: Q(questioned=True),
    }.get(how, Q())


def _wanted(actor: Actor, search: Search, catalogue: Catalogue) -> Wanted:
    return Wanted(actor.organisation_id, search.text, catalogue.frequent)


def address(search: Search, **more: str) -> str:
    """The query string that asks for the same again."""
    asked = {
        "q": search.text, "status": search.status, "model": search.model,
        "replies": search.replies, "overdue": "on" if search.overdue else "", **more,
    }  # fmt: skip
    return "?" + urlencode({key: value for key, value in asked.items() if value})
