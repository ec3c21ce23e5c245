"""The surfaces' doors to solicitations."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from accounts.actors import Actor
from dossiers.models import Dossier
from dossiers.sights import NotYours, Sight, sight_of
from formengine.access import Access
from formengine.model import Scope
from solicitations.enums import OWING, State
from solicitations.models import Opinion, Solicitation


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
    def may_give_opinion(self) -> bool:
        """Asked for, still owed, and the status lets partners act."""
        return self.solicitation.wants_opinion and self.opinion is None and self.may_act

    @property
    def may_complete(self) -> bool:
        return self.solicitation.wants_complement and self.solicitation.complement_at is None and self.may_act

    @property
    def may_act(self) -> bool:
        """Whether a reply is taken at the present status: the view's cap there is `edit`."""
        cap = self.sight.status.cap(self.sight.view).access
        return cap is Access.EDIT and self.solicitation.state in OWING


def requests_of(actor: Actor) -> list[Request]:
    """What this partner is asked and may see now, newest first. Two queries."""
    found = (
        Solicitation.objects.addressed_to(actor).exclude(state=State.WITHDRAWN)
        .select_related("participation", "dossier__version", "dossier__model")
        .defer("dossier__version__document", "dossier__model__draft")
        .prefetch_related("opinions").order_by("-asked_at", "-pk")[:200]
    )  # fmt: skip
    requests = [_request(each) for each in found]
    return [request for request in requests if request.sight.is_open]


def request_for(actor: Actor, uid: UUID) -> Request:
    """One of them. Raises NotYours: unknown, somebody else's, withdrawn, or hidden at the present status."""
    found = (
        Solicitation.objects.addressed_to(actor).exclude(state=State.WITHDRAWN).filter(uid=uid)
        .select_related("participation", "dossier__version", "dossier__model")
        .defer("dossier__version__document", "dossier__model__draft").prefetch_related("opinions").first()
    )  # fmt: skip
    if found is None:
        raise NotYours
    request = _request(found)
    if not request.sight.is_open:
        raise NotYours
    return request


def _request(solicitation: Solicitation) -> Request:
    participation = solicitation.participation
    if participation is None:
        raise NotYours
    return Request(solicitation, sight_of(solicitation.dossier, participation))


@dataclass(frozen=True, eq=False)
class Line:
    """One solicitation as the desk follows it."""

    solicitation: Solicitation
    scope: Scope | None
    opinion: Opinion | None
    overdue: bool

    @property
    def owes(self) -> bool:
        return self.solicitation.state in OWING

    @property
    def verdict(self) -> str:
        found = self.scope.verdict(self.opinion.verdict) if self.scope and self.opinion else None
        return found.title if found else ""


def lines_of(dossier: Dossier, *, today: dt.date) -> list[Line]:
    """All solicitations of a dossier, for the Partners panel. Two queries."""
    found = dossier.solicitations.select_related("participation", "invitation", "asked_by").prefetch_related(
        Prefetch("opinions", Opinion.objects.select_related("document", "given_by"))
    )
    return [
        Line(
            each,
            dossier.design.scope(each.scope),
            next(iter(each.opinions.all()), None),
            each.state in OWING and each.due_on < today,
        )
        for each in found
    ]
