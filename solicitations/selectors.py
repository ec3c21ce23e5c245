"""The surfaces' doors to solicitations."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from accounts.actors import Actor
from dossiers.models import Dossier
from dossiers.received import Received
from dossiers.sights import NotYours, sight_of
from formengine.model import Scope
from solicitations.enums import OWING, State
from solicitations.models import Colleague, Enclosure, Message, Opinion, Solicitation
from solicitations.querysets import SolicitationQuerySet
from solicitations.received import received_by_partner, sees_documents, with_documents
from solicitations.reply import REPLIES, Reply, earlier_of
from solicitations.request import Request
from solicitations.withholding import marked, withheld_from

COLLEAGUES = Prefetch("colleagues", Colleague.objects.select_related("participation__user", "invitation"))


def requests_of(actor: Actor, *, internal: bool | None = None) -> list[Request]:
    """What this partner is asked and may see now, newest first. Two queries.

    `internal` False: what is answered on the portal; True: what is answered at the desk.
    """
    found = _with_design(_addressed_to(actor, internal)).order_by("-asked_at", "-pk")[:200]
    return [request for request in _requests(found, actor) if request.sight.is_open]


def requests_on(actor: Actor, dossier: UUID) -> list[Request]:
    """What this partner is asked on the portal about one dossier and may see now. Two queries."""
    found = _with_design(_addressed_to(actor, internal=False).filter(dossier__uid=dossier))
    requests = _requests(found.order_by("-asked_at", "-pk"), actor)
    return [request for request in requests if request.sight.is_open]


def request_for(actor: Actor, uid: UUID, *, internal: bool | None = None) -> Request:
    """One of them. Raises NotYours: unknown, somebody else's, withdrawn, or hidden at the present status."""
    found = _with_design(_addressed_to(actor, internal).filter(uid=uid))[:1]
    request = next(iter(_requests(found, actor)), None)
    if request is None or not request.sight.is_open:
        raise NotYours
    return request


@dataclass(frozen=True)
class Theirs:
    """All that a partner has: requests they may see now, and replies of theirs to those that are closed."""

    requests: list[Request]
    closed: list[Reply]


def theirs(actor: Actor, *, internal: bool) -> Theirs:
    """Newest first. Five queries; one more where some file is kept from some of their partners, and one where
    documents may be left of a closed one."""
    found = Solicitation.objects.ever_addressed_to(actor).filter(internal=internal)
    requests = _requests(_with_design(found).order_by("-asked_at", "-pk")[:200], actor, ended=True)
    open_ones = [each for each in requests if _is_running(each) and each.sight.is_open]
    rest = [each for each in requests if each not in open_ones]
    papers = with_documents(each for each in rest if not _is_kept(each))
    closed = [each for each in rest if _is_kept(each) or each.solicitation.pk in papers]
    return Theirs(open_ones, [_closed(each) for each in closed])


def reply_for(actor: Actor, uid: UUID, *, internal: bool) -> Reply:
    """What this partner replied to one request, open or closed. Raises NotYours, also where nothing is kept.

    Whatever is shown of it comes from the reply itself, never from the dossier.
    """
    request = _ever(actor, uid, internal=internal)
    if not request.reply.is_given:
        raise NotYours
    if _is_running(request) and request.sight.is_open:
        return request.reply
    if not _is_kept(request):
        raise NotYours
    return _closed(request)


@dataclass(frozen=True)
class Closed:
    """What is left of a request whose dossier its reader no longer sees: the reply if it is kept, and what
    the service has for them."""

    reply: Reply
    is_kept: bool
    received: list[Received]


def closed_for(actor: Actor, uid: UUID, *, internal: bool) -> Closed:
    """Raises NotYours, also where nothing is left or the request is open."""
    found = _ever(actor, uid, internal=internal)
    if _is_running(found) and found.sight.is_open:
        raise NotYours
    received = received_by_partner(found)
    if not _is_kept(found) and not received:
        raise NotYours
    return Closed(_closed(found), _is_kept(found), received)


def recipient_for(actor: Actor, uid: UUID, *, internal: bool) -> Request:
    """A request, open or over, for whose partner there may be documents. Raises NotYours."""
    found = _ever(actor, uid, internal=internal)
    if not sees_documents(found):
        raise NotYours
    return found


def _ever(actor: Actor, uid: UUID, *, internal: bool) -> Request:
    """A request this actor takes part in, or did. Raises NotYours."""
    found = Solicitation.objects.ever_addressed_to(actor).filter(internal=internal, uid=uid)
    request = next(iter(_requests(_with_design(found)[:1], actor, ended=True)), None)
    if request is None:
        raise NotYours
    return request


def _is_running(request: Request) -> bool:
    """Neither withdrawn nor past its end."""
    part = request.sight.participation
    is_over = part is None or (part.ends_at is not None and part.ends_at <= timezone.now())
    return not is_over and request.solicitation.state != State.WITHDRAWN


def _is_kept(request: Request) -> bool:
    return request.reply.is_given and request.sight.model.partners.keeps == "reply"


def _closed(request: Request) -> Reply:
    return Reply(request.solicitation, is_closed=True)


def _addressed_to(actor: Actor, internal: bool | None) -> SolicitationQuerySet:
    found = Solicitation.objects.addressed_to(actor).exclude(state=State.WITHDRAWN)
    return found if internal is None else found.filter(internal=internal)


def _with_design(found: SolicitationQuerySet) -> SolicitationQuerySet:
    """With all that a Request needs. Five more queries at most: replies, their files, colleagues."""
    return (
        marked(found)
        .select_related("participation", "organisation", "dossier__version", "dossier__model")
        .defer("dossier__version__document", "dossier__model__draft")
        .prefetch_related(*REPLIES, COLLEAGUES)
    )  # fmt: skip


def _requests(found: Iterable[Solicitation], actor: Actor, *, ended: bool = False) -> list[Request]:
    """One more query where a file is kept from some of their partners. `ended`: also what was withdrawn."""
    solicitations = [each for each in found if not ended or each.place_of(actor.user_id)]
    withheld = withheld_from(solicitations)
    return [_request(each, actor, withheld.get(each.pk, frozenset())) for each in solicitations]


def _request(solicitation: Solicitation, actor: Actor, withheld: frozenset[str]) -> Request:
    participation = solicitation.place_of(actor.user_id)
    if participation is None:
        raise NotYours
    sight = sight_of(solicitation.dossier, participation)
    return Request(solicitation, replace(sight, withheld=withheld))


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


def lines_of(dossier: Dossier, *, today: dt.date) -> list[Line]:
    """All solicitations of a dossier, for the Partners panel. Three queries."""
    found = dossier.solicitations.select_related("participation", "invitation", "asked_by").prefetch_related(
        *REPLIES,
        Prefetch("messages", Message.objects.select_related("written_by")),
        Prefetch("enclosures", Enclosure.objects.select_related("document")),
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
