"""Whom a document of the service may be for: the dossier's own parties, and the partners asked about it."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from dossiers.enums import Role
from dossiers.models import Dossier, Participation
from dossiers.sights import PARTY_ROLES, Sight, sight_of
from formengine.access import Access
from formengine.model import Model
from formengine.papers import DocumentKind
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.withholding import marked, withheld_from

OWN = (Role.APPLICANT, Role.REPRESENTATIVE)


@dataclass(frozen=True, eq=False)
class Recipient:
    """Somebody a document may be for. `sight` is what they see of the dossier now, or would with their key.

    `key` names them in a form. One of `participation` and `solicitation` says which table they stand in.
    """

    key: str
    name: str
    sight: Sight
    participation: Participation | None = None
    solicitation: Solicitation | None = None

    @property
    def is_party(self) -> bool:
        return self.solicitation is None

    @property
    def is_applicants(self) -> bool:
        """The applicant, or somebody who acts for them."""
        return self.participation is not None and self.participation.role in OWN

    @property
    def has_attached(self) -> bool:
        return self.solicitation is None or self.solicitation.participation_id is not None

    @property
    def instructions(self) -> str:
        return self.solicitation.instructions if self.solicitation else ""

    def is_usual_for(self, kind: DocumentKind) -> bool:
        """Whether the model proposes them for such a document."""
        if self.solicitation is None:
            return kind.parties
        return self.solicitation.scope in kind.scopes


def recipients_of(dossier: Dossier) -> list[Recipient]:
    """The parties first, then the partners in the order they were asked. Three queries, four at most."""
    return [*(_party(dossier, each) for each in _parties(dossier)), *_partners(dossier)]


def _parties(dossier: Dossier) -> Iterable[Participation]:
    found = Participation.objects.running().filter(dossier=dossier, role__in=PARTY_ROLES)
    parties: Iterable[Participation] = found.select_related("user").order_by("pk")
    return parties


def _party(dossier: Dossier, participation: Participation) -> Recipient:
    name, sight = str(participation.user), sight_of(dossier, participation)
    return Recipient(f"party-{participation.pk}", name, sight, participation=participation)


def _partners(dossier: Dossier) -> list[Recipient]:
    found = marked(dossier.solicitations.exclude(state=State.WITHDRAWN)).select_related(
        "participation", "invitation"
    )
    asked = list(found)
    withheld = withheld_from(asked)
    return [
        Recipient(
            f"partner-{each.uid}",
            each.partner_name,
            replace(prospect(dossier, each), withheld=withheld.get(each.pk, frozenset())),
            solicitation=each,
        )
        for each in asked
    ]


def prospect(dossier: Dossier, asked: Solicitation) -> Sight:
    """What this partner sees of the dossier, or will at its present status once they have attached it.

    A request that is over counts as it was asked: documents are for its partner all the same.
    """
    if asked.participation is not None:
        return as_asked(sight_of(dossier, asked.participation))
    participation = Participation(
        organisation_id=dossier.organisation_id,
        dossier=dossier,
        role=Role.INTERNAL_PARTNER if asked.internal else Role.PARTNER,
        view=_view(dossier.design, asked),
        kind=asked.kind,
        scope=asked.scope,
        opens_on=asked.opens_on,
        opens_at=asked.opens_at,
    )
    return sight_of(dossier, participation)


def as_asked(sight: Sight) -> Sight:
    """The sight this request gave before it was over; no other limit of it is lifted."""
    held = sight.participation
    if held is None or held.cap != Access.HIDDEN.word:
        return sight
    before = copy(held)
    before.cap = Access.READ.word
    return replace(sight_of(sight.dossier, before), withheld=sight.withheld)


def _view(model: Model, asked: Solicitation) -> str:
    if asked.invitation is not None:
        return asked.invitation.view
    scope = model.scope(asked.scope)
    return scope.view if scope else "partner"
