"""The story of one dossier full of canaries: filed, instructed, asked about, answered, withdrawn."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import User, actor_for
from config.demo.papers import jpg, pdf
from dossiers.models import Dossier
from dossiers.services import Submission, Upload, keep_draft, save_answers
from dossiers.sights import as_agent, as_party
from solicitations.models import Solicitation
from solicitations.selectors import request_for
from solicitations.services import (
    Ask,
    ask,
    ask_question,
    decline,
    give_complement,
    give_opinion,
    remind,
    withdraw,
    write_to_partner,
)
from solicitations.services.disowning import disown
from solicitations.services.replying import Verdict
from solicitations.services.wishing import answer_account
from tests.casting import (
    Cast,
    attached,
    make_cast,
    moved,
    next_version,
    opened_dossier,
    person,
    published_model,
    registered,
    save,
    sealed_key,
    uploaded,
)
from tests.confirming import confirmed
from tests.house.asking_town import asked_again, batched, enclosed
from tests.house.canaries import Aviary, answers, canaried, who_sees
from tests.house.papers_town import build_singing_papers, keep_silent
from tests.house.parties_town import build_singing_parties
from tests.house.places_town import build_places
from tests.house.town import Country, Town, offered

Asked = dict[str, Solicitation]


@dataclass(frozen=True)
class Aviaries:
    """The country with its one dossier, everything that flies in it, and one more reader."""

    country: Country
    aviary: Aviary
    accountant: User

    @property
    def dossier(self) -> Dossier:
        return self.country.ours.pending

    def reader(self, role: str) -> str | User:
        return self.accountant if role == "accountant" else role


def build_aviary() -> Aviaries:
    aviary = Aviary()
    base = make_cast()
    cast = replace(base, model=published_model(base.actor("admin"), canaried(aviary)))
    accountant = person("Aline Comptable", "a.comptable@example.org")
    draft = opened_dossier(cast)
    unconfirmed = aviary.text("address not confirmed yet", {"citizen"}, more="@example.org")
    citizen = cast.actor("citizen")
    save_answers(
        actor=citizen, sight=draft, key=uuid4(), at=timezone.now(),
        submission=Submission({"representant_email": unconfirmed}, None, "association", complete=False),
    )  # fmt: skip
    typed = {"projet_titre": aviary.text("typed by the citizen", {"citizen"})}
    _types(citizen, draft.dossier, "projet", typed)
    dossier = _filed(cast, aviary)
    _instructed(cast, aviary, dossier)
    asked = _asked(cast, aviary, dossier, accountant)
    _replied(cast, aviary, accountant, asked)
    _talked(cast, aviary, dossier, asked)
    agent = cast.actor("agent")
    words = aviary.text("the agent's word in a reminder", {"partner_unbound", "partner_withdrawn"})
    remind(actor=agent, sight=as_agent(agent, dossier.uid), key=uuid4(), at=_later(), words=words)
    answer_account(
        actor=agent, sight=as_agent(agent, dossier.uid), solicitation=asked["partner_unbound"],
        number=offered(cast, "partner_withdrawn", asked["partner_unbound"]), accepted=False,
        at=timezone.now(),
    )  # fmt: skip
    reporter = cast.actor("partner_withdrawn")
    disown(actor=reporter, request=request_for(reporter, asked["withdrawn"].uid), at=timezone.now())
    withdraw(
        actor=agent, sight=as_agent(agent, dossier.uid), solicitation_id=asked["withdrawn"].pk,
        key=uuid4(), at=timezone.now(),
        reason=aviary.text("why it is withdrawn", {"agent", "partner_withdrawn"}),
    )  # fmt: skip
    asked_again(cast, asked["declined"])
    keep_silent(cast, aviary, dossier, "statuts", asked["internal_partner"], "internal_partner")
    next_version(cast.model, lambda document: document["properties"]["asso_rna"].update({"maxLength": 5}))
    town = Town(
        cast=cast,
        draft=as_party(cast.actor("citizen"), draft.dossier.uid),
        pending=dossier,
        answered=dossier,
        decided=dossier,
        opinion=asked["partner"],
        complement=asked["accountant"],
        internal=asked["internal_partner"],
        internal_both=asked["internal_partner"],
        withdrawn=asked["withdrawn"],
        unbound=asked["partner_unbound"],
        colleague=build_places(cast, asked["partner"], asked["partner_unbound"]),
        offered=offered(cast, "other_citizen", asked["partner_unbound"]),
        closed=asked["declined"],
        given=asked["partner"],
        given_inside=asked["internal_partner"],
        unconfirmed=as_party(citizen, draft.dossier.uid),
        unconfirmed_complement=asked["accountant"],
        registered=registered(cast),
        enclosed=enclosed(
            cast,
            _paper(aviary, "instructions", {"agent", "partner", "internal_partner"}),
            asked["partner"],
            asked["internal_partner"],
        ),
        batch=batched(cast, dossier),
        parties=build_singing_parties(cast, aviary),
        papers=build_singing_papers(cast, aviary, dossier, asked["partner"], asked["internal_partner"]),
    )
    stranger = person("Ève Personne", "eve.personne@example.org")
    return Aviaries(Country(town, town, stranger), aviary, accountant)


def _later() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=2)


def _paper(aviary: Aviary, name: str, readers: set[str], ending: str = "pdf") -> tuple[str, bytes]:
    file = aviary.text(f"file name of {name}", readers, more=" é&'")
    inside = aviary.text(f"file of {name}", readers)
    return f"{file}.{ending}", (pdf if ending == "pdf" else jpg)(inside) + inside.encode()


def _filed(cast: Cast, aviary: Aviary) -> Dossier:
    actor, sight = cast.actor("citizen"), opened_dossier(cast)
    papers = {
        "statuts": _paper(aviary, "statuts", who_sees("statuts")),
        "rib": _paper(aviary, "rib", who_sees("rib"), "jpg"),
        "plan_securite": _paper(aviary, "plan_securite", who_sees("plan_securite")),
    }
    files: dict[str, list[Any]] = {
        field: [str(uploaded(actor, sight, field, paper).pk)] for field, paper in papers.items()
    }
    label = aviary.text("name given to statuts", who_sees("statuts"), more=" é&'")
    files["statuts"] = [{"id": each, "label": label} for each in files["statuts"]]
    told = answers(aviary)
    save(actor, sight, **{**told, **files})
    confirmed(actor, as_party(actor, sight.dossier.uid), told["representant_email"])
    return moved(actor, as_party(actor, sight.dossier.uid), "depose")


def _instructed(cast: Cast, aviary: Aviary, dossier: Dossier) -> None:
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, dossier.uid), "instruction")
    note = aviary.text("instruction_note", who_sees("instruction_note"))
    proposed = aviary.value("montant_propose", "15077", who_sees("montant_propose"))
    save(
        agent, as_agent(agent, dossier.uid), page="instruction",
        instruction_eligible="oui", instruction_note=note, montant_propose=proposed,
    )  # fmt: skip
    reason = aviary.text("decision_motif", who_sees("decision_motif"))
    save(agent, as_agent(agent, dossier.uid), page="suite", decision_motif=reason)
    typed = {"instruction_note": aviary.text("typed by the agent", {"agent"})}
    _types(agent, dossier, "instruction", typed)


def _types(actor: Actor, dossier: Dossier, page: str, typed: dict[str, str]) -> None:
    sight = as_agent(actor, dossier.uid) if actor.is_agent else as_party(actor, dossier.uid)
    keep_draft(actor=actor, sight=sight, page=page, typed=typed, at=timezone.now())


def _asked(cast: Cast, aviary: Aviary, dossier: Dossier, accountant: User) -> Asked:
    """Each partner under a name and with instructions that only they and the agent may read."""
    due = timezone.localdate() + dt.timedelta(days=20)
    agent, paul = cast.actor("agent"), cast.internal_partner

    def asks(reader: str, kind: str, scope: str, user: User) -> Ask:
        readers = {"agent", reader}
        outside = user is not paul
        name = aviary.text(f"name of {reader}", readers) if outside else str(user)
        text = aviary.text(f"instructions to {reader}", readers)
        return Ask(kind, scope, due, name, user.email, None if outside else user.pk, text)

    wanted = {
        "internal_partner": asks("internal_partner", "opinion", "financier", paul),
        "partner": asks("partner", "opinion", "juridique", cast.partner),
        "partner_unbound": asks("partner_unbound", "opinion", "technique", cast.partner_unbound),
        "accountant": asks("accountant", "complement", "comptable", accountant),
        "declined": Ask(
            "opinion",
            "technique",
            due,
            aviary.text("name of who declined", {"agent", "partner"}),
            cast.partner.email,
            None,
            aviary.text("instructions to who declined", {"agent", "partner"}),
        ),
        "withdrawn": asks("partner_withdrawn", "opinion", "comptable", cast.partner_withdrawn),
    }
    made = ask(
        actor=agent, sight=as_agent(agent, dossier.uid), asks=list(wanted.values()),
        move_to="avis_en_cours", key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    by_instructions = {each.instructions: each for each in made}
    found = {name: by_instructions[each.instructions] for name, each in wanted.items()}
    attached(cast, "partner", sealed_key(found["partner"]))
    attached(cast, "partner", sealed_key(found["declined"]))
    attached(cast, "partner_withdrawn", sealed_key(found["withdrawn"]))
    attached(replace(cast, partner=accountant), "partner", sealed_key(found["accountant"]))
    return {name: Solicitation.objects.get(pk=each.pk) for name, each in found.items()}


def _replied(cast: Cast, aviary: Aviary, accountant: User, asked: Asked) -> None:
    for role in ("partner", "internal_partner"):
        readers = {"agent", role}
        reasons = aviary.text(f"reasons of {role}", readers)
        name, content = _paper(aviary, f"opinion of {role}", readers)
        give_opinion(
            actor=cast.actor(role), request=request_for(cast.actor(role), asked[role].uid), key=uuid4(),
            verdict=Verdict("favorable", reasons, (Upload(name, len(content), ContentFile(content)),)),
            at=timezone.now(),
        )  # fmt: skip
    actor = actor_for(accountant, cast.organisation)
    request = request_for(actor, asked["accountant"].uid)
    paper = _paper(aviary, "comptes", who_sees("comptes"))
    values = {
        "pa_comptes_certifies": aviary.value(
            "pa_comptes_certifies", "3127.45", who_sees("pa_comptes_certifies")
        ),
        "pa_fonds_associatifs": aviary.value(
            "pa_fonds_associatifs", "11873", who_sees("pa_fonds_associatifs")
        ),
        "pa_observation": aviary.text("pa_observation", who_sees("pa_observation")),
        "comptes": [str(uploaded(actor, request.sight, "comptes", paper).pk)],
    }
    give_complement(
        actor=actor, request=request, submission=Submission(values), key=uuid4(), at=timezone.now()
    )  # fmt: skip


def _talked(cast: Cast, aviary: Aviary, dossier: Dossier, asked: Asked) -> None:
    """A question and its answer for each of two partners; a third one declines before they are let go."""
    agent, at = cast.actor("agent"), timezone.now()
    for role in ("partner", "internal_partner"):
        actor, readers = cast.actor(role), {"agent", role}
        ask_question(
            actor=actor, request=request_for(actor, asked[role].uid), key=uuid4(), at=at,
            text=aviary.text(f"question of {role}", readers),
        )  # fmt: skip
        write_to_partner(
            actor=agent, sight=as_agent(agent, dossier.uid), solicitation_id=asked[role].pk, key=uuid4(),
            text=aviary.text(f"answer to {role}", readers), at=at,
        )  # fmt: skip
    actor = cast.actor("partner")
    reason = aviary.text("reason of who declined", {"agent", "partner"})
    decline(actor=actor, request=request_for(actor, asked["declined"].uid), reason=reason, key=uuid4(), at=at)
