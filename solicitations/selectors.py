"""The surfaces' doors to solicitations."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch

from accounts.actors import Actor
from dossiers.enums import EventKind
from dossiers.models import Dossier
from dossiers.sights import NotYours, Sight, sight_of
from formengine.access import Access
from formengine.model import Scope
from solicitations.enums import OWING, REPLIED, UNCOUNTED, State
from solicitations.models import Colleague, Message, Opinion, Solicitation
from solicitations.querysets import SolicitationQuerySet

COLLEAGUES = Prefetch("colleagues", Colleague.objects.select_related("participation__user", "invitation"))


@dataclass(frozen=True, eq=False)
class Request:
    """One solicitation as its partner sees it: what is asked, and the sight of the dossier it gives."""

    solicitation: Solicitation
    sight: Sight

    @property
    def scope(self) -> Scope | None:
        return self.sight.model.scope(self.solicitation.scope)

    @property
    def opinion(self) -> Opinion | None:
        """The opinion that counts now: the last one given."""
        return next(iter(self.solicitation.opinions.all()), None)

    @property
    def sight_when_asked(self) -> Sight:
        """The sight before a reply lowered it: only to read a press that was made twice."""
        solicitation = self.solicitation
        return replace(self.sight, cap=self.sight.model.cap_for(solicitation.kind, solicitation.scope))

    @property
    def may_decline(self) -> bool:
        return self.solicitation.state in OWING

    @property
    def may_ask_question(self) -> bool:
        return self.solicitation.state not in UNCOUNTED

    @property
    def messages(self) -> list[Message]:
        """What passed between this partner and the agents, in order. One query."""
        return list(self.solicitation.messages.select_related("written_by"))

    @property
    def verdict(self) -> str:
        """The title of the verdict given; empty where there is none."""
        found = self.scope.verdict(self.opinion.verdict) if self.scope and self.opinion else None
        return found.title if found else ""

    @property
    def may_give_opinion(self) -> bool:
        """Asked for, still owed, and the status lets partners act."""
        return self.solicitation.wants_opinion and self.opinion is None and self.may_act

    @property
    def may_replace_opinion(self) -> bool:
        """Given already, and the window in which it is taken is still open."""
        return self.opinion is not None and self._is_window_open and self.solicitation.state in REPLIED

    @property
    def earlier(self) -> list[tuple[Opinion, str, dt.datetime]]:
        """Opinions that were replaced, the latest first: each with its verdict's title and when it was."""
        return earlier_of(self.scope, list(self.solicitation.opinions.all()))

    @property
    def may_complete(self) -> bool:
        return self.solicitation.wants_complement and self.solicitation.complement_at is None and self.may_act

    @property
    def may_act(self) -> bool:
        """Whether a reply is taken at the present status: the view's cap there is `edit`."""
        return self._is_window_open and self.solicitation.state in OWING

    @property
    def _is_window_open(self) -> bool:
        return self.sight.status.cap(self.sight.view).access is Access.EDIT


def earlier_of(scope: Scope | None, opinions: list[Opinion]) -> list[tuple[Opinion, str, dt.datetime]]:
    """Of opinions, the latest first: those that were replaced, with their verdict's title and when."""
    found = []
    for after, each in pairwise(opinions):
        verdict = scope.verdict(each.verdict) if scope else None
        found.append((each, verdict.title if verdict else each.verdict, after.given_at))
    return found


def requests_of(actor: Actor, *, internal: bool | None = None) -> list[Request]:
    """What this partner is asked and may see now, newest first. Two queries.

    `internal` False: what is answered on the portal; True: what is answered at the desk.
    """
    found = _with_design(_addressed_to(actor, internal)).order_by("-asked_at", "-pk")[:200]
    requests = [_request(each, actor) for each in found]
    return [request for request in requests if request.sight.is_open]


def requests_on(actor: Actor, dossier: UUID) -> list[Request]:
    """What this partner is asked on the portal about one dossier and may see now. Two queries."""
    found = _with_design(_addressed_to(actor, internal=False).filter(dossier__uid=dossier))
    requests = [_request(each, actor) for each in found.order_by("-asked_at", "-pk")]
    return [request for request in requests if request.sight.is_open]


def request_for(actor: Actor, uid: UUID, *, internal: bool | None = None) -> Request:
    """One of them. Raises NotYours: unknown, somebody else's, withdrawn, or hidden at the present status."""
    found = _with_design(_addressed_to(actor, internal).filter(uid=uid)).first()
    if found is None:
        raise NotYours
    request = _request(found, actor)
    if not request.sight.is_open:
        raise NotYours
    return request


def _addressed_to(actor: Actor, internal: bool | None) -> SolicitationQuerySet:
    found = Solicitation.objects.addressed_to(actor).exclude(state=State.WITHDRAWN)
    return found if internal is None else found.filter(internal=internal)


def _with_design(found: SolicitationQuerySet) -> SolicitationQuerySet:
    """With all that a Request needs. Two more queries: the opinions, the colleagues."""
    return (
        found.select_related("participation", "organisation", "dossier__version", "dossier__model")
        .defer("dossier__version__document", "dossier__model__draft")
        .prefetch_related("opinions__document", COLLEAGUES)
    )  # fmt: skip


def _request(solicitation: Solicitation, actor: Actor) -> Request:
    participation = solicitation.participation_of(actor.user_id)
    if participation is None:
        raise NotYours
    return Request(solicitation, sight_of(solicitation.dossier, participation))


@dataclass(frozen=True, eq=False)
class Line:
    """One solicitation as the desk follows it."""

    solicitation: Solicitation
    scope: Scope | None
    opinions: tuple[Opinion, ...]
    overdue: bool

    @property
    def opinion(self) -> Opinion | None:
        """The one that counts: the last given."""
        return next(iter(self.opinions), None)

    @property
    def earlier(self) -> list[tuple[Opinion, str, dt.datetime]]:
        """Those that were replaced: with the verdict's title and when they were."""
        return earlier_of(self.scope, list(self.opinions))

    @property
    def owes(self) -> bool:
        return self.solicitation.state in OWING

    @property
    def verdict(self) -> str:
        found = self.scope.verdict(self.opinion.verdict) if self.scope and self.opinion else None
        return found.title if found else ""


@dataclass(frozen=True)
class Given:
    """One part of a reply (`opinion`, `complement`) as it was recorded. `digest` is of all that was given."""

    part: str
    at: dt.datetime
    digest: str


PARTS = {EventKind.OPINION_GIVEN: "opinion", EventKind.COMPLEMENT_GIVEN: "complement"}


def given_in(request: Request) -> list[Given]:
    """What this request's partner has given so far, in order. One query."""
    events = request.sight.dossier.events.filter(kind__in=PARTS, params__solicitation=request.solicitation.pk)
    return [
        Given(PARTS[EventKind(each.kind)], each.at, str(each.params.get("digest", "")))
        for each in events.order_by("number")
    ]


def lines_of(dossier: Dossier, *, today: dt.date) -> list[Line]:
    """All solicitations of a dossier, for the Partners panel. Three queries."""
    found = dossier.solicitations.select_related("participation", "invitation", "asked_by").prefetch_related(
        Prefetch("opinions", Opinion.objects.select_related("document", "given_by")),
        Prefetch("messages", Message.objects.select_related("written_by")),
        COLLEAGUES,
    )
    return [
        Line(
            each,
            dossier.design.scope(each.scope),
            tuple(each.opinions.all()),
            each.state in OWING and each.due_on < today,
        )
        for each in found
    ]
