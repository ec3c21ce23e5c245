"""Plays the demo's stories through the services, as people would at their screens, on days gone by."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Organisation, User, actor_for
from config.demo.beside import Beside, Deed
from config.demo.papers import jpg, pdf
from config.demo.people import ACCOUNTANT, ADMIN, AGENT, COLLEAGUE, ENGINEER, LAWYER, Person
from config.demo.registry import register
from config.demo.stories import STORIES
from config.demo.telling import Asked, Story
from dossier_models.models import DossierModel
from dossier_models.services import apply_gesture, create_model, publish
from dossier_models.wording import first_wording
from dossiers import keys
from dossiers.models import Dossier, Outbox
from dossiers.sealing import unseal
from dossiers.services import (
    ForAnother,
    Submission,
    Upload,
    change_status,
    deposit,
    open_dossier,
    save_answers,
)
from dossiers.sights import Sight, as_agent, as_party
from solicitations.models import PartnerPerson, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Ask, Verdict, ask, attach, give_complement, give_opinion

DEMO = UUID("6f0f3f8e-54f4-4c4c-9d55-0f8b4f1f6a10")
PARTNERS: Mapping[str, Person] = {
    "financier": COLLEAGUE,
    "juridique": LAWYER,
    "technique": ENGINEER,
    "comptable": ACCOUNTANT,
}
DECIDED = ("accorde", "refuse", "paye")
CONSULTED = ("avis_en_cours", "complement_en_cours", "commission", *DECIDED)


@transaction.atomic
def seed(town: Organisation, *, at: dt.datetime) -> int:
    """Publish the model and play all stories, or none where there are dossiers; how many were played."""
    model = subsidy_model(town, at=at)
    register(town, at=at)
    if Dossier.objects.of(town.pk).exists():
        return 0
    for number, story in enumerate(STORIES):
        Play(town, model, story, number, at).run()
    return len(STORIES)


def subsidy_model(town: Organisation, *, at: dt.datetime) -> DossierModel:
    """The subsidy model as its administrator drew and published it."""
    document = json.loads((settings.BASE_DIR / "fixtures" / "subvention-projet.json").read_text())
    published = DossierModel.objects.of(town.pk).filter(title=document["title"]).select_related("version")
    known: DossierModel | None = published.first()
    if known is not None:
        return known
    admin = actor_for(User.objects.get(email=ADMIN.email), town)
    made = create_model(actor=admin, title=document["title"], wording=first_wording(), at=at)
    drawn = apply_gesture(
        actor=admin, model=made, gesture=lambda _empty: document, drawn_on=made.draft_number, at=at
    )
    publish(actor=admin, model=drawn, drawn_on=drawn.draft_number, at=at)
    fresh: DossierModel = published.get(pk=made.pk)
    return fresh


@dataclass
class Play:
    """One story, from the first page to where it stands now."""

    town: Organisation
    model: DossierModel
    story: Story
    number: int
    now: dt.datetime
    deeds: int = 0

    def run(self) -> None:
        applicant, filed = self.actor(self.story.filer or self.story.applicant), self.day(0)
        uid = open_dossier(
            actor=applicant, model=self.model, key=self.key(), at=filed, wanted=self.for_another()
        ).uid
        if self.story.until == "brouillon":
            page = {key: self.answers()[key] for key in ("asso_nom", "asso_rna", "asso_siret")}
            self.save(applicant, as_party(applicant, uid), "association", page, filed, complete=False)
            return
        sight = as_party(applicant, uid)
        self.save(applicant, sight, None, self.answers() | self.papers(applicant, sight), filed)
        self.move(applicant, as_party(applicant, uid), "depose", filed)
        if self.story.until != "depose":
            self.instruct(uid)

    def for_another(self) -> ForAnother | None:
        applicant, capacity = self.story.applicant, self.story.capacity
        return ForAnother(capacity, applicant.name, applicant.email) if self.story.filer else None

    def instruct(self, uid: UUID) -> None:
        agent, day = self.actor(AGENT), self.day(1)
        self.move(agent, as_agent(agent, uid), "instruction", day)
        eligible = {"instruction_eligible": "oui", "instruction_note": self.story.note}
        self.save(agent, as_agent(agent, uid), "instruction", eligible, day)
        if self.story.until == "a_completer":
            self.move(agent, as_agent(agent, uid), "a_completer", self.day(4))
        elif self.story.until in CONSULTED:
            self.consult(agent, uid)
            if self.story.until in ("commission", *DECIDED):
                self.decide(agent, uid)

    def consult(self, agent: Actor, uid: UUID) -> None:
        day, asked = self.day(2), self.story.asked
        aim = "complement_en_cours" if self.story.until == "complement_en_cours" else "avis_en_cours"
        made = ask(
            actor=agent,
            sight=as_agent(agent, uid),
            asks=[self.request(each, day) for each in asked],
            move_to=aim,
            key=self.key(),
            at=day,
        )
        deeds: list[Deed] = []
        for each, solicitation in zip(asked, made, strict=True):
            if each.attached:
                deeds.append((3, partial(self.attach, each, solicitation)))
                deeds.extend(self.replies(each, solicitation))
            beside = Beside(agent, self.actor(PARTNERS[each.scope]), solicitation, self.key, self.day)
            deeds.extend(beside.deeds(each))
        for _day, do in sorted(deeds, key=itemgetter(0)):
            do()

    def request(self, each: Asked, day: dt.datetime) -> Ask:
        partner = PARTNERS[each.scope]
        known = PartnerPerson.objects.of(self.town.pk).filter(email=partner.email).first()
        due_on = timezone.localdate(day) + dt.timedelta(days=each.days)
        return Ask(
            each.kind,
            each.scope,
            due_on,
            partner.name,
            partner.email,
            known.user_id if known else None,
            each.instructions,
            known.pk if known else None,
        )

    def attach(self, each: Asked, solicitation: Solicitation) -> None:
        if not solicitation.internal:
            normal = keys.normalise(key_of(solicitation)) or ""
            secret = keys.digest(normal, organisation_id=self.town.pk)
            partner = self.actor(PARTNERS[each.scope])
            attach(actor=partner, digest=secret, hint=keys.hint(normal), address="", at=self.day(3))

    def replies(self, each: Asked, solicitation: Solicitation) -> Iterator[Deed]:
        for number, (verdict, reasons) in enumerate(each.opinions):
            said = Verdict(verdict, reasons, replaces=number)
            yield 6 + 3 * number, partial(self.give, each, solicitation, said, self.day(6 + 3 * number))
        if each.complement:
            yield 7, partial(self.fill, each, solicitation)

    def give(self, each: Asked, solicitation: Solicitation, said: Verdict, at: dt.datetime) -> None:
        partner = self.actor(PARTNERS[each.scope])
        request = request_for(partner, solicitation.uid)
        give_opinion(actor=partner, request=request, verdict=said, key=self.key(), at=at)

    def fill(self, each: Asked, solicitation: Solicitation) -> None:
        partner = self.actor(PARTNERS[each.scope])
        request = request_for(partner, solicitation.uid)
        paper = self.deposit(partner, request.sight, "comptes", pdf("Comptes certifiés", partner.name))
        sent = Submission({**(each.complement or {}), "comptes": [paper]}, None, "apport")
        give_complement(actor=partner, request=request, submission=sent, key=self.key(), at=self.day(7))

    def decide(self, agent: Actor, uid: UUID) -> None:
        story, day = self.story, self.day(10)
        if story.proposed:
            proposed = {"instruction_eligible": "oui", "montant_propose": story.proposed}
            self.save(agent, as_agent(agent, uid), "instruction", proposed, day)
        self.move(agent, as_agent(agent, uid), "commission", day)
        if story.until not in DECIDED:
            return
        self.save(agent, as_agent(agent, uid), "suite", {"decision_motif": story.reasons}, self.day(12))
        self.move(
            agent, as_agent(agent, uid), "refuse" if story.until == "refuse" else "accorde", self.day(13)
        )
        if story.until == "paye":
            self.move(agent, as_agent(agent, uid), "paye", self.day(16))

    def answers(self) -> dict[str, Any]:
        story, today = self.story, timezone.localdate(self.now)
        first, last = story.project["dates"]
        answers = {key: value for key, value in story.project.items() if key != "dates"}
        return {
            **story.association,
            **{key: value for key, value in answers.items() if value is not None},
            "representant_nom": story.applicant.name,
            "representant_email": story.applicant.email,
            "date_debut": (today + dt.timedelta(days=first)).isoformat(),
            "date_fin": (today + dt.timedelta(days=last)).isoformat(),
        }

    def papers(self, applicant: Actor, sight: Sight) -> dict[str, list[str]]:
        name = self.story.association["asso_nom"]
        made = {
            "statuts": pdf("Statuts", name),
            "rib": jpg("RIB", name),
            "plan_securite": pdf("Plan d'implantation et de sécurité", self.story.project["projet_titre"]),
        }
        return {field: [self.deposit(applicant, sight, field, made[field])] for field in self.story.papers}

    def deposit(self, actor: Actor, sight: Sight, field: str, content: bytes) -> str:
        name = {"rib": "RIB.jpg", "plan_securite": "Plan de sécurité.pdf"}.get(
            field, f"{field.capitalize()}.pdf"
        )
        upload = Upload(name, len(content), ContentFile(content))
        return str(deposit(actor=actor, sight=sight, field=field, upload=upload, at=self.day(0)).pk)

    def save(
        self,
        actor: Actor,
        sight: Sight,
        page: str | None,
        values: Mapping[str, Any],
        at: dt.datetime,
        *,
        complete: bool = True,
    ) -> None:
        submission = Submission(values, None, page, complete)
        save_answers(actor=actor, sight=sight, submission=submission, key=self.key(), at=at)

    def move(self, actor: Actor, sight: Sight, to: str, at: dt.datetime) -> None:
        change_status(actor=actor, sight=sight, to=to, key=self.key(), at=at)

    def actor(self, person: Person) -> Actor:
        return actor_for(User.objects.get(email=person.email), self.town)

    def day(self, number: int) -> dt.datetime:
        """That many days after it was filed, at some hour of the morning, and never after now."""
        return min(self.now - dt.timedelta(days=self.story.filed - number, hours=self.number), self.now)

    def key(self) -> UUID:
        """An idempotency key for the next deed: playing the same story twice does it once."""
        self.deeds += 1
        return uuid5(DEMO, f"{self.number}:{self.deeds}")


def key_of(solicitation: Solicitation) -> str:
    """The key that waits in the outbox: the demo's partners have read the mail before it is sent."""
    row = Outbox.objects.get(dedupe_key=f"key:{solicitation.invitation_id}")
    return unseal(bytes(row.sealed or b""), for_what=row.dedupe_key)
