"""What is measured on: a town, a form of 50 fields, and ten thousand dossiers in its work queue."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Membership, Organisation, User, actor_for
from accounts.services import appoint
from dossier_models.models import DossierModel
from dossier_models.selectors import model_of
from dossier_models.services import apply_gesture, create_model, publish
from dossier_models.wording import first_wording
from dossiers.models import AnswerValue, Dossier, SearchWord
from dossiers.services import Submission, open_dossier, save_answers
from dossiers.sights import as_party
from dossiers.words import searchable, words_of
from formengine.access import Access
from formengine.model import CRM

SUBSIDY = Path(__file__).resolve().parent.parent / "fixtures" / "subvention-projet.json"
PAGE = "demande"


@dataclass(frozen=True)
class Town:
    organisation: Organisation
    citizen: User
    agent: User
    fifty: DossierModel
    subsidy: DossierModel


def build_town() -> Town:
    organisation = Organisation.objects.create(name="Ville de Saint-Aubin", slug="saint-aubin")
    citizen = User.objects.create_user("citizen@example.org", first_name="Maëlle", last_name="Le Goff")
    agent = User.objects.create_user("agent@example.org", first_name="Karim", last_name="Benhaddou")
    admin = User.objects.create_user("admin@example.org", first_name="Odile", last_name="Ferrand")
    appoint(user=agent, organisation=organisation, role=Membership.Role.AGENT)
    appoint(user=admin, organisation=organisation, role=Membership.Role.ADMIN)
    subsidy = published(admin, organisation, json.loads(SUBSIDY.read_text()))
    return Town(organisation, citizen, agent, published(admin, organisation, fifty_fields()), subsidy)


def published(admin: User, organisation: Organisation, document: Mapping[str, Any]) -> DossierModel:
    actor, at = actor_for(admin, organisation), timezone.now()
    made = create_model(actor=actor, title=document["title"], wording=first_wording(), at=at)
    drawn = apply_gesture(
        actor=actor, model=made, gesture=lambda _draft: dict(document), drawn_on=made.draft_number, at=at
    )
    publish(actor=actor, model=drawn, drawn_on=drawn.draft_number, at=at)
    found: DossierModel = DossierModel.objects.select_related("version").get(pk=made.pk)
    return found


def choice(title: str, count: int) -> dict[str, Any]:
    options = [{"const": f"option_{n}", "title": f"Réponse possible numéro {n}"} for n in range(1, count + 1)]
    return {"title": title, "type": "string", "x-type": "choice", "oneOf": options}


def several(title: str, count: int) -> dict[str, Any]:
    options = [{"const": f"option_{n}", "title": f"Réponse possible numéro {n}"} for n in range(1, count + 1)]
    return {
        "title": title, "type": "array", "uniqueItems": True, "x-type": "choices",
        "items": {"type": "string", "oneOf": options},
    }  # fmt: skip


def plain(title: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "type": "string", "x-type": kind, **more}


def kinds_of_fields() -> list[tuple[dict[str, Any], Any]]:
    """Ten fields of a citizen's form, each with an answer; a form of fifty has each five times."""
    return [
        (plain("Nom et prénom", "text", maxLength=120), "Maëlle Le Goff"),
        (plain("Objet de la demande", "text", maxLength=120, description="En quelques mots."), "Un projet"),
        (plain("Courriel", "email"), "maelle.legoff@example.org"),
        (plain("Description", "longtext", maxLength=4000), "Trois jours de théâtre en accès libre. " * 8),
        ({"title": "Personnes attendues", "type": "integer", "x-type": "integer", "minimum": 1}, 1200),
        (plain("Montant", "money", **{"x-min": "0"}), "18500.00"),
        (plain("Date", "date", format="date"), "2026-07-03"),
        (choice("Type de lieu", 4), "option_2"),
        (several("Publics concernés", 4), ["option_1", "option_3"]),
        ({"title": "Est-ce gratuit ?", "type": "boolean", "x-type": "yesno"}, True),
    ]


def fifty_fields() -> dict[str, Any]:
    """One page of 50 fields, ten of them shown under a condition that is met."""
    properties: dict[str, Any] = {}
    for block in range(1, 6):
        for number, (schema, _answer) in enumerate(kinds_of_fields(), start=1):
            properties[f"bloc_{block}_{number}"] = dict(schema)
    for block in range(2, 6):
        for number in (1, 6):
            condition = {"==": [{"var": f"bloc_{block - 1}_10"}, True]}
            properties[f"bloc_{block}_{number}"]["x-when"] = condition
    properties["bloc_1_5"]["x-when"] = {"==": [{"var": "bloc_1_10"}, True]}
    properties["bloc_1_6"]["x-when"] = {"==": [{"var": "bloc_1_8"}, "option_2"]}
    everything = dict.fromkeys(properties, "edit!")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Formulaire de cinquante champs",
        "type": "object",
        "properties": properties,
        "x-pages": [{"key": PAGE, "title": "Votre demande", "items": list(properties)}],
        "x-views": {
            "internet": {"title": "Usager", "surface": "portal", "rules": everything},
            "crm": {"title": "Agent", "surface": "desk", "rules": dict.fromkeys(properties, "read")},
            "partner": {"title": "Partenaire", "surface": "portal", "rules": {}},
        },
        "x-statuses": [
            {
                "key": "brouillon",
                "title": "Brouillon",
                "caps": {"internet": "edit", "crm": "hidden", "partner": "hidden"},
                "to": [{"status": "depose", "title": "Déposer", "by": "citizen", "complete": True}],
            },
            {
                "key": "depose",
                "title": "Déposé",
                "caps": {"internet": "read", "crm": "edit", "partner": "hidden"},
                "limit_days": 7,
                "final": True,
                "to": [],
            },
        ],
        "x-reference": "CINQ-{yyyy}-{seq:05d}",
        "x-listed": ["bloc_1_1", "bloc_1_2"],
    }


def fifty_answers() -> dict[str, Any]:
    return {
        f"bloc_{block}_{number}": answer
        for block in range(1, 6)
        for number, (_schema, answer) in enumerate(kinds_of_fields(), start=1)
    }


def full_draft(town: Town) -> Dossier:
    """A dossier of 50 answered fields, ready to be sent off."""
    actor, at = actor_for(town.citizen, town.organisation), timezone.now()
    dossier = open_dossier(actor=actor, model=town.fifty, key=uuid4(), at=at)
    submission = Submission(fifty_answers(), None, PAGE)
    sight = as_party(actor, dossier.uid)
    return save_answers(actor=actor, sight=sight, submission=submission, key=uuid4(), at=at).dossier


def fill_queue(town: Town, count: int = 10_000) -> None:
    """Dossiers as the services leave them, in all statuses the desk sees, over two years; some late."""
    version = town.subsidy.version
    assert version is not None
    design, now = model_of(version), timezone.now()
    statuses = [each for each in design.statuses if each.cap(CRM).access is not Access.HIDDEN]
    made = []
    for number in range(count):
        status = statuses[number % len(statuses)]
        since = now - dt.timedelta(minutes=number * 105)
        answers = {
            "projet_titre": f"Festival numéro {number}",
            "asso_nom": f"Association {number % 700} du Marais",
            "montant_demande": f"{1000 + number}",
            "projet_description": "Trois jours de théâtre de rue en accès libre sur les quais. " * 10,
            "representant_nom": f"Présidente {number % 900}",
        }
        made.append(
            Dossier(
                organisation=town.organisation, model=town.subsidy, version=version, status=status.key,
                status_since=since, opened_at=since, submitted_at=since, in_desk=True,
                due_at=since + dt.timedelta(days=status.limit_days) if status.limit_days else None,
                reference=f"SUB-{since.year}-{number:05d}", title=answers["projet_titre"], answers=answers,
                applicant_name=answers["representant_nom"], revision=1, asked=number % 4, answered=number % 2,
            )
        )  # fmt: skip
    for each in made:
        each.answered = min(each.answered, each.asked)
    Dossier.objects.bulk_create(made, batch_size=500)
    rows = [
        AnswerValue(organisation=town.organisation, dossier=each, key=key, text=str(each.answers[key]))
        for each in made
        for key in design.listed
    ]
    AnswerValue.objects.bulk_create(rows, batch_size=1000)
    found_by = [(row.dossier, row.key, row.text) for row in rows if row.key in searchable(design)]
    found_by += [(each, "", each.applicant_name) for each in made]
    words = [
        SearchWord(organisation=town.organisation, dossier=dossier, key=key, word=word)
        for dossier, key, text in found_by
        for word in words_of(text)
    ]
    SearchWord.objects.bulk_create(words, batch_size=1000)
