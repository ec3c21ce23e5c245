"""Two organisations alike in everything, with something behind every address, for the walks through them.

The people of the second are those of the first, seen from the other side; citizens and partners are the same
persons, who have dossiers in both.
"""

from dataclasses import dataclass, replace
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership, User
from accounts.services import appoint
from config.demo.papers import pdf
from dossiers.models import Document, Dossier
from dossiers.services import Submission, Upload, save_answers
from dossiers.sights import Sight, as_agent
from solicitations.models import Batch, Colleague, PartnerPerson, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Ask, ask, give_opinion
from solicitations.services.colleagues import NewColleague, add_colleague
from solicitations.services.replying import Verdict
from solicitations.services.wishing import wish
from tests.casting import (
    Cast,
    asks,
    attached,
    completed_draft,
    decided_dossier,
    dossier_in_hand,
    dossier_under_consultation,
    make_cast,
    person,
    published_model,
    registered,
    sealed_key,
)
from tests.confirming import ELSEWHERE, confirming_model
from tests.house.asking_town import batched, enclosed
from tests.house.papers_town import PapersTown, build_papers
from tests.house.parties_town import PartiesTown, build_parties

ANONYMOUS, NOBODY = "anonymous", "nobody"
ROLES = (
    ANONYMOUS, "citizen", "other_citizen", "partner", "partner_unbound", "partner_withdrawn",
    "internal_partner", "agent", "agent_elsewhere", "admin", "other_organisation_admin", NOBODY,
)  # fmt: skip
PAPER = ("avis.pdf", pdf("Avis"))


@dataclass(frozen=True)
class Town:
    """What there is in one organisation. `pending` is asked and not answered yet, `answered` is.

    `offered` is the event in which another account asked to be accepted for the key of `unbound`.
    `unconfirmed` and `unconfirmed_complement` lack nothing but the confirmation of an address.
    """

    cast: Cast
    draft: Sight
    pending: Dossier
    answered: Dossier
    decided: Dossier
    opinion: Solicitation
    complement: Solicitation
    internal: Solicitation
    internal_both: Solicitation
    withdrawn: Solicitation
    unbound: Solicitation
    colleague: Colleague
    offered: int
    closed: Solicitation
    given: Solicitation
    given_inside: Solicitation
    unconfirmed: Sight
    unconfirmed_complement: Solicitation
    registered: PartnerPerson
    enclosed: Document
    batch: Batch
    parties: PartiesTown
    papers: PapersTown

    def document(self, field: str, dossier: Dossier | None = None) -> Document:
        found: Document = (dossier or self.pending).documents.get(field=field, purpose="answer")
        return found

    def opinion_file(self, solicitation: Solicitation) -> Document:
        return solicitation.opinions.get().papers[0]


@dataclass(frozen=True)
class Country:
    ours: Town
    theirs: Town
    stranger: User

    def client(self, role: str | User, host: str = "testserver") -> Client:
        """A browser in which this person is signed in, at the portal of ours unless another host is named."""
        client = Client(SERVER_NAME=host)
        user = self.user(role) if isinstance(role, str) else role
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def user(self, role: str) -> User | None:
        return {ANONYMOUS: None, NOBODY: self.stranger}.get(role) or (
            None if role == ANONYMOUS else self.ours.cast.user(role)
        )


def build_country() -> Country:
    cast = make_cast()
    colleague = person("Denise Le Bihan", "d.lebihan@grandlieu.example")
    appoint(user=colleague, organisation=cast.other_organisation, role=Membership.Role.COLLEAGUE)
    mirrored = replace(
        cast,
        organisation=cast.other_organisation,
        other_organisation=cast.organisation,
        model=published_model(cast.actor("other_organisation_admin", cast.other_organisation)),
        agent=cast.agent_elsewhere,
        agent_elsewhere=cast.agent,
        admin=cast.other_organisation_admin,
        other_organisation_admin=cast.admin,
        internal_partner=colleague,
    )
    stranger = person("Ève Personne", "eve.personne@example.org")
    return Country(build_town(cast), build_town(mirrored), stranger)


def build_town(cast: Cast) -> Town:
    pending = dossier_under_consultation(cast)
    complement, both = _asked_more(cast, pending.dossier)
    answered, given, given_inside = _answered(cast)
    decided = decided_dossier(cast)
    closed = Solicitation.objects.get(dossier=decided, scope="juridique")
    unconfirmed, unconfirmed_complement = _unconfirmed(cast)
    return Town(
        cast=cast,
        draft=completed_draft(cast),
        pending=pending.dossier,
        answered=answered,
        decided=decided,
        opinion=pending.partner,
        complement=complement,
        internal=pending.internal,
        internal_both=both,
        withdrawn=pending.withdrawn,
        unbound=pending.unbound,
        colleague=_colleague(cast, pending.partner),
        offered=offered(cast, "other_citizen", pending.unbound),
        closed=closed,
        given=given,
        given_inside=given_inside,
        unconfirmed=unconfirmed,
        unconfirmed_complement=unconfirmed_complement,
        registered=registered(cast),
        enclosed=enclosed(cast, PAPER, pending.partner, pending.internal),
        batch=batched(cast, pending.dossier),
        parties=build_parties(cast),
        papers=build_papers(cast, pending.dossier, pending.partner, pending.internal),
    )


def _colleague(cast: Cast, asked: Solicitation) -> Colleague:
    """Somebody the agent has added to a request, with a key not used yet."""
    agent = cast.actor("agent")
    return add_colleague(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk,
        new=NewColleague("Jeanne Moreau", "j.moreau@cabinet.example"), key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def offered(cast: Cast, role: str, asked: Solicitation) -> int:
    """Another account than the one meant asks to be accepted: the number of its event."""
    assert asked.invitation is not None
    wish(actor=cast.actor(role), digest=bytes(asked.invitation.key_digest), at=timezone.now())
    number: int = asked.dossier.events.get(kind="account_offered", user=cast.user(role)).number
    return number


def _unconfirmed(cast: Cast) -> tuple[Sight, Solicitation]:
    """A draft and a complement, each with an address to which a code was sent."""
    asking = replace(cast, model=confirming_model(cast))
    agent, due = cast.actor("agent"), asks(cast)[0].due_on
    (made,) = ask(
        actor=agent,
        sight=dossier_in_hand(asking),
        asks=[Ask("complement", "comptable", due, "Me d'Orgeval", cast.partner.email, None, "Comptes.")],
        move_to="complement_en_cours",
        key=uuid4(),
        at=timezone.now(),
    )
    attached(cast, "partner", sealed_key(made))
    partner = cast.actor("partner")
    typed = Submission({"pa_mail": ELSEWHERE}, None, "apport", complete=False)
    sight = request_for(partner, made.uid).sight
    save_answers(actor=partner, sight=sight, submission=typed, key=uuid4(), at=timezone.now())
    return completed_draft(asking, representant_email=ELSEWHERE), _fresh(made)


def _asked_more(cast: Cast, dossier: Dossier) -> tuple[Solicitation, Solicitation]:
    """A complement asked of the partner, and both an opinion and a complement of the colleague."""
    agent, due = cast.actor("agent"), asks(cast)[0].due_on
    paul = cast.internal_partner
    made = ask(
        actor=agent,
        sight=as_agent(agent, dossier.uid),
        asks=[
            Ask("complement", "comptable", due, "Me d'Orgeval", cast.partner.email, None, "Comptes."),
            Ask("both", "juridique", due, str(paul), paul.email, paul.pk, "Statuts."),
        ],
        move_to=None,
        key=uuid4(),
        at=timezone.now(),
    )
    outside, inside = (each for each in sorted(made, key=lambda each: each.internal))
    attached(cast, "partner", sealed_key(outside))
    return _fresh(outside), _fresh(inside)


def _answered(cast: Cast) -> tuple[Dossier, Solicitation, Solicitation]:
    """A dossier on which the lawyer and the colleague have given their opinions, each with a file."""
    agent, sight = cast.actor("agent"), dossier_in_hand(cast)
    made = ask(
        actor=agent, sight=sight, asks=asks(cast)[:2], move_to="avis_en_cours", key=uuid4(), at=timezone.now()
    )
    inside, outside = (each for each in sorted(made, key=lambda each: not each.internal))
    attached(cast, "partner", sealed_key(outside))
    _gives(cast.actor("internal_partner"), inside)
    _gives(cast.actor("partner"), outside)
    return Dossier.objects.get(pk=sight.dossier.pk), _fresh(outside), _fresh(inside)


def _gives(actor: Actor, solicitation: Solicitation) -> None:
    name, content = PAPER
    verdict = Verdict("favorable", "Rien à redire.", (Upload(name, len(content), ContentFile(content)),))
    request = request_for(actor, solicitation.uid)
    give_opinion(actor=actor, request=request, verdict=verdict, key=uuid4(), at=timezone.now())


def _fresh(solicitation: Solicitation) -> Solicitation:
    return Solicitation.objects.get(pk=solicitation.pk)
