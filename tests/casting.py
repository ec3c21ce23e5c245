"""The cast: the same people in every test, one for each role, and dossiers made as the surfaces make them.

Everything but the people goes through the services, as it would from a screen.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership, Organisation, User, actor_for
from accounts.services import appoint
from dossier_models.models import DossierModel, ModelVersion
from dossier_models.services import apply_gesture, create_model, publish
from dossier_models.wording import first_wording
from dossiers.keys import digest as key_digest
from dossiers.keys import hint, normalise
from dossiers.models import Document, Dossier, Outbox
from dossiers.sealing import unseal
from dossiers.services import Submission, Upload, change_status, deposit, open_dossier, save_answers
from dossiers.sights import Sight, as_agent, as_party
from formengine.document import document_digest
from solicitations.models import PartnerPerson, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Ask, ask, attach, withdraw
from solicitations.services.registering import BodyEntry, PersonEntry, add_body
from solicitations.standing import day_after
from tests.samples import ANSWERS, DOCUMENT, FILES, PASSWORD

ROLES = (
    "citizen",
    "other_citizen",
    "agent",
    "agent_elsewhere",
    "partner",
    "partner_unbound",
    "partner_withdrawn",
    "admin",
    "other_organisation_admin",
    "internal_partner",
    "nobody",
)


@dataclass(frozen=True)
class Cast:
    """People by role. `nobody` is somebody who has not signed in."""

    organisation: Organisation
    other_organisation: Organisation
    model: DossierModel
    citizen: User
    other_citizen: User
    agent: User
    agent_elsewhere: User
    partner: User
    partner_unbound: User
    partner_withdrawn: User
    admin: User
    other_organisation_admin: User
    internal_partner: User
    nobody: None = None

    def user(self, role: str) -> User | None:
        assert role in ROLES, role
        found: User | None = getattr(self, role)
        return found

    def actor(self, role: str | User, organisation: Organisation | None = None) -> Actor:
        """Who this is for the services, in our organisation unless another is named."""
        user = self.user(role) if isinstance(role, str) else role
        at = organisation or self.organisation
        return actor_for(user, at) if user else Actor("anonymous", at.pk)

    def client(self, role: str) -> Client:
        """A browser in which this person is signed in."""
        client, user = Client(), self.user(role)
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def person(name: str, email: str) -> User:
    """An account with a verified address, as it is after registration."""
    first, _, last = name.partition(" ")
    user = User.objects.create_user(email, PASSWORD, first_name=first, last_name=last, language="en")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cast() -> Cast:
    """Two organisations, everybody, and the subsidy model published in ours."""
    ours = Organisation.objects.create(
        name="Ville de Saint-Aubin", slug="saint-aubin", email="mairie@ville.example"
    )
    theirs = Organisation.objects.create(
        name="Ville de Grandlieu", slug="grandlieu", hostname="grandlieu.example"
    )
    agent, admin = (
        person("Karim Benhaddou", "k.benhaddou@ville.example"),
        person("Odile Ferrand", "o.ferrand@ville.example"),
    )
    colleague = person("Paul Xiong", "p.xiong@ville.example")
    elsewhere = person("Rita Morvan", "r.morvan@grandlieu.example")
    other_admin = person("Guy Allard", "g.allard@grandlieu.example")
    appoint(user=agent, organisation=ours, role=Membership.Role.AGENT, service="Vie associative")
    appoint(user=admin, organisation=ours, role=Membership.Role.ADMIN, service="Relation usagers")
    appoint(
        user=colleague, organisation=ours, role=Membership.Role.COLLEAGUE, service="Direction des finances"
    )
    appoint(user=elsewhere, organisation=theirs, role=Membership.Role.AGENT)
    appoint(user=other_admin, organisation=theirs, role=Membership.Role.ADMIN)
    return Cast(
        organisation=ours,
        other_organisation=theirs,
        model=published_model(actor_for(admin, ours)),
        citizen=person("Maëlle Le Goff", "maelle.legoff@example.org"),
        other_citizen=person("Noé Tanguy", "noe.tanguy@example.org"),
        agent=agent,
        agent_elsewhere=elsewhere,
        partner=person("Hélène d'Orgeval", "h.dorgeval@cabinet.example"),
        partner_unbound=person("Yann Quéméneur", "y.quemeneur@scene-sure.example"),
        partner_withdrawn=person("Samia Haddad", "s.haddad@haddad-expertise.example"),
        admin=admin,
        other_organisation_admin=other_admin,
        internal_partner=colleague,
    )


def registered(
    cast: Cast, body_name: str = "Cabinet Orvault", scopes: tuple[str, ...] = (), **person: Any
) -> PartnerPerson:
    """Somebody in the registry of partners, entered by its administrator, in a body of its own."""
    entry = PersonEntry(**({"name": "Iris Orvault", "email": "i.orvault@cabinet.example"} | person))
    body = add_body(
        actor=cast.actor("admin", cast.organisation), entry=BodyEntry(body_name, bool(entry.user_id), scopes),
        people=[entry], key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    found: PartnerPerson = body.people.get()
    return found


def published_model(admin: Actor, document: Mapping[str, Any] = DOCUMENT) -> DossierModel:
    """A model drawn and published by an administrator: the whole document in one gesture."""
    at = timezone.now()
    made = create_model(actor=admin, title=document["title"], wording=first_wording(), at=at)
    drawn = apply_gesture(
        actor=admin, model=made, gesture=lambda _draft: dict(document), drawn_on=made.draft_number, at=at
    )
    publish(actor=admin, model=drawn, drawn_on=drawn.draft_number, at=at)
    return DossierModel.objects.select_related("version").get(pk=made.pk)


def next_version(model: DossierModel, change: Callable[[dict[str, Any]], Any]) -> ModelVersion:
    """The next version of a model: its last one with something changed in place. Dossiers keep theirs."""
    last = model.version
    assert last is not None
    document = deepcopy(ModelVersion.objects.values_list("document", flat=True).get(pk=last.pk))
    change(document)
    model.version = ModelVersion.objects.create(
        organisation=model.organisation, model=model, number=last.number + 1, document=document,
        digest=document_digest(document), published_at=timezone.now(),
    )  # fmt: skip
    model.save(update_fields=["version"])
    return model.version


def opened_dossier(cast: Cast, role: str = "citizen", *, at: dt.datetime | None = None) -> Sight:
    """An empty draft, as its applicant sees it."""
    actor = cast.actor(role)
    dossier = open_dossier(actor=actor, model=cast.model, key=uuid4(), at=at or timezone.now())
    return as_party(actor, dossier.uid)


def uploaded(actor: Actor, sight: Sight, field: str, file: tuple[str, bytes] | None = None) -> Document:
    """A file deposited for a field, not saved as its answer yet."""
    name, content = file or FILES[field]
    upload = Upload(name, len(content), ContentFile(content))
    return deposit(actor=actor, sight=sight, field=field, upload=upload, at=timezone.now())


def save(
    actor: Actor, sight: Sight, *, at: dt.datetime | None = None, page: str | None = None, **values: Any
) -> None:
    """Save values as the actor's screen would, with what they had seen left out."""
    save_answers(
        actor=actor,
        sight=sight,
        submission=Submission(values, None, page),
        key=uuid4(),
        at=at or timezone.now(),
    )


def moved(actor: Actor, sight: Sight, to: str, *, at: dt.datetime | None = None) -> Dossier:
    return change_status(actor=actor, sight=sight, to=to, key=uuid4(), at=at or timezone.now())


def completed_draft(cast: Cast, role: str = "citizen", **answers: Any) -> Sight:
    """A draft with every answer and file, ready to be filed."""
    actor, sight = cast.actor(role), opened_dossier(cast, role)
    files = {field: [str(uploaded(actor, sight, field).pk)] for field in FILES}
    save(actor, sight, **{**ANSWERS, **files, **answers})
    return as_party(actor, sight.dossier.uid)


def filed_dossier(cast: Cast, role: str = "citizen", **answers: Any) -> Dossier:
    """Filed by its applicant: the desk sees it from here on."""
    return moved(cast.actor(role), completed_draft(cast, role, **answers), "depose")


def dossier_in_hand(cast: Cast, role: str = "citizen", **answers: Any) -> Sight:
    """Taken up by the agent and found eligible, as the agent sees it."""
    agent, uid = cast.actor("agent"), filed_dossier(cast, role, **answers).uid
    moved(agent, as_agent(agent, uid), "instruction")
    save(agent, as_agent(agent, uid), page="instruction", instruction_eligible="oui")
    return as_agent(agent, uid)


@dataclass(frozen=True)
class Consultation:
    """A dossier on which everybody was asked, and who was asked for what.

    `partner` has attached it, `partner_unbound` has a key and has not used it, `partner_withdrawn` had
    attached it before the agent took the request back.
    """

    dossier: Dossier
    internal: Solicitation
    partner: Solicitation
    unbound: Solicitation
    withdrawn: Solicitation
    keys: Mapping[int, str]

    def key_of(self, solicitation: Solicitation) -> str:
        return self.keys[solicitation.pk]


def asks(cast: Cast, *, days: int = 20) -> list[Ask]:
    """The case's four requests: financial (internal), legal, technical; a complement of the accountant."""
    due = timezone.localdate() + dt.timedelta(days=days)
    paul = cast.internal_partner
    return [
        Ask("opinion", "financier", due, str(paul), paul.email, paul.pk, "Équilibre du budget."),
        Ask("opinion", "juridique", due, "Me d'Orgeval", cast.partner.email, None, "Objet statutaire."),
        Ask(
            "opinion",
            "technique",
            due,
            "Scène Sûre",
            cast.partner_unbound.email,
            None,
            "Jauge sur les quais.",
        ),
        Ask(
            "complement", "comptable", due, "Haddad Expertise", cast.partner_withdrawn.email, None, "Comptes."
        ),
    ]


def sealed_key(solicitation: Solicitation) -> str:
    """The key that waits in the outbox for this solicitation: nothing else knows it."""
    row = Outbox.objects.get(kind="key", refs__invitation=solicitation.invitation_id)
    assert row.sealed is not None
    return unseal(bytes(row.sealed), for_what=row.dedupe_key)


def attached(cast: Cast, role: str | User, key: str, *, at: dt.datetime | None = None) -> Solicitation:
    normal = normalise(key)
    assert normal is not None
    secret = key_digest(normal, organisation_id=cast.organisation.pk)
    found = attach(
        actor=cast.actor(role), digest=secret, hint=hint(normal), address="192.0.2.1", at=at or timezone.now()
    )
    assert isinstance(found, Solicitation)
    return found


def dossier_under_consultation(cast: Cast, **answers: Any) -> Consultation:
    agent, sight = cast.actor("agent"), dossier_in_hand(cast, **answers)
    made = ask(
        actor=agent, sight=sight, asks=asks(cast), move_to="avis_en_cours", key=uuid4(), at=timezone.now()
    )
    by_scope = {each.scope: each for each in made}
    keys = {each.pk: sealed_key(each) for each in made if each.invitation_id}
    for role, scope in (("partner", "juridique"), ("partner_withdrawn", "comptable")):
        attached(cast, role, keys[by_scope[scope].pk])
    withdraw(
        actor=agent, sight=as_agent(agent, sight.dossier.uid), solicitation_id=by_scope["comptable"].pk,
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    fresh = {scope: Solicitation.objects.get(pk=each.pk) for scope, each in by_scope.items()}
    return Consultation(
        Dossier.objects.get(pk=sight.dossier.pk),
        fresh["financier"], fresh["juridique"], fresh["technique"], fresh["comptable"], keys,
    )  # fmt: skip


def overdue(solicitation: Solicitation, *, days: int = 1) -> None:
    """As if its reply had been wished by so many days ago, and no other on its dossier earlier."""
    due_on = timezone.localdate() - dt.timedelta(days=days)
    Solicitation.objects.filter(pk=solicitation.pk).update(due_on=due_on)
    Dossier.objects.filter(pk=solicitation.dossier_id).update(late_at=day_after(due_on))


def request_of(cast: Cast, role: str, solicitation: Solicitation) -> Any:
    return request_for(cast.actor(role), solicitation.uid)


def decided_dossier(cast: Cast, to: str = "accorde", **answers: Any) -> Dossier:
    """Through consultation and commission to a decision."""
    agent, uid = cast.actor("agent"), dossier_under_consultation(cast, **answers).dossier.uid
    save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
    save(agent, as_agent(agent, uid), page="suite", decision_motif="Projet conforme aux critères.")
    moved(agent, as_agent(agent, uid), "commission")
    return moved(agent, as_agent(agent, uid), to)
