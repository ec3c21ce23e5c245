"""The acceptance case, step by step, as its people live it: through pages, forms and mails."""

import datetime as dt
import re
from collections import Counter
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.papers import pdf
from dossier_models.models import DossierModel
from dossier_models.services import apply_gesture, publish
from dossiers import tasks
from dossiers.audit import verify
from dossiers.enums import EventKind
from dossiers.models import Dossier, Outbox
from solicitations.models import Opinion, Solicitation
from tests.casting import Cast, person
from tests.journeys.visitor import Visitor, key_in
from tests.samples import ANSWERS, FILES, PAGES, PASSWORD
from tests.stored import everything_stored

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
THE_FORM = "/forms/demande-de-subvention-de-projet/"
# Days from the day on which the partners are asked to the wished date: the case's dates, moved to today.
DUE = {"financier": 10, "juridique": 15, "technique": 15, "comptable": 8}
INSTRUCTIONS = {
    "financier": "Capacité de la ligne 65748 et équilibre du budget.",
    "juridique": "Vérifier l'objet statutaire et la convention.",
    "technique": "Jauge de 1 200 personnes sur les quais.",
    "comptable": "Comptes 2025 certifiés, fonds associatifs.",
}
LATE = {"Samia Haddad", "Yann Quéméneur"}
LAWYER = "h.dorgeval@cabinet.example"
SEEN_BY_LAWYER = (
    "Nom de l'association", "SIRET", "Intitulé du projet", "Description",
    "Nombre de personnes attendues", "Début du projet", "Fin du projet",
)  # fmt: skip
UNKNOWN_TO_LAWYER = ("IBAN", "Montant demandé", "Budget prévisionnel", "Note interne", "Courriel", "RIB")
IBANS = (ANSWERS["iban"], " ".join(re.findall(".{1,4}", ANSWERS["iban"])))
NOTE = "Bilan 2025 reçu en retard ; vérifier la trésorerie."
REASONS = {
    "s1": "Limiter à 15 000 € : la ligne est consommée à 91 %.",
    "s3": "Le plan ne prévoit qu'une issue de secours côté quai nord.",
}
JOURNAL = {
    EventKind.MOVED: 8, EventKind.ASKED: 4, EventKind.KEY_SENT: 3, EventKind.BOUND: 3,
    EventKind.OPINION_GIVEN: 4, EventKind.COMPLEMENT_GIVEN: 1, EventKind.REMINDED: 2,
}  # fmt: skip
"""How many lines of each kind the case leaves: a deed, a line."""
ACCOUNTS = ("comptes_2025_certifies.pdf", FILES["statuts"][1])
PLAN = ("plan implantation v3.pdf", pdf("Plan d'implantation, version 3"))
SECOND_ASK = "Plan v3 joint : les issues de secours sont-elles conformes ?"
LATER = {"verdict": "favorable", "precisions": "Plan v3 reçu : deux issues conformes."}
TO_COMPLETE = {
    "budget": {"montant_demande", "budget_postes", "autres_financeurs", "engagement_republicain"},
    "pieces": {"plan_securite"},
}
"""Of each page what the citizen may change when asked for more."""
PROPOSED = "15000"
DECISION = "Projet conforme aux critères ; montant ramené à 15 000 € au vu des réserves financières."


class Case:
    """Who takes part, and what is looked at besides the pages."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        User.objects.filter(pk__in=[cast.citizen.pk, cast.partner.pk]).delete()  # they register on their way
        self.intruder_account = person("Luc Martin", "luc.martin@autre.example")

    @property
    def dossier(self) -> Dossier:
        found: Dossier = Dossier.objects.get()
        return found

    def asked(self, scope: str) -> Solicitation:
        """The last time that somebody was asked for this."""
        found: Solicitation = Solicitation.objects.filter(scope=scope).order_by("asked_at", "pk").reverse()[0]
        return found

    def verdicts(self, scope: str) -> list[str]:
        """All that was given, in order."""
        given = Opinion.objects.filter(solicitation__scope=scope).order_by("given_at", "pk")
        return list(given.values_list("verdict", flat=True))

    def keys_sent(self) -> int:
        tasks.pump()
        return Outbox.objects.filter(kind="key").count()

    @property
    def fill(self) -> str:
        return f"/dossiers/{self.dossier.uid}/fill/"

    @property
    def desk(self) -> str:
        return f"/desk/dossiers/{self.dossier.uid}/"


class Story(Case):
    """Everybody at a browser without scripts of their own, and the mail they get."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.mail = Visitor()
        self.citizen = Visitor()
        self.lawyer = Visitor()
        self.browsers: dict[int, Visitor] = {}
        self.read: dict[str, str] = {}

    def signed_in(self, user: User) -> Visitor:
        """Who comes back comes back to the browser they had."""
        if user.pk not in self.browsers:
            self.browsers[user.pk] = Visitor.signed_in(user)
        return self.browsers[user.pk]

    def partners(self) -> dict[str, Visitor]:
        """By what they are asked for; the first of them works for the town."""
        return {
            "financier": self.signed_in(self.cast.internal_partner),
            "juridique": self.lawyer,
            "technique": self.signed_in(self.cast.partner_unbound),
            "comptable": self.signed_in(self.cast.partner_withdrawn),
        }

    def partner_addresses(self) -> list[str]:
        people = self.cast.internal_partner, self.cast.partner_unbound, self.cast.partner_withdrawn
        return [LAWYER, *(each.email for each in people)]

    def everybodys_addresses(self) -> list[str]:
        return [*self.partner_addresses(), ANSWERS["representant_email"], self.cast.agent.email]

    def ask_again(self, scope: str, instructions: str) -> None:
        """From the panel, the same partner for the same; and back to where partners may act."""
        before = self.asked(scope)
        agent = self.signed_in(self.cast.agent).open(f"{self.desk}partners/").follow(f"again={before.uid}")
        assert agent.status == 200
        again = {"ask-0-due_on": due(scope), "ask-0-instructions": instructions}
        agent.press("", fill=again, move_to="avis_en_cours")
        assert agent.status == 200, agent.main
        assert self.asked(scope) != before

    def letters(self, to: str) -> list[str]:
        """The letters to somebody, the newest first, as the mailbox page shows them."""
        tasks.pump()
        self.mail.open("/mailbox/")
        there = list(dict.fromkeys(self.mail.links("/mailbox/2")))
        for address in there:
            if address not in self.read:
                self.read[address] = Visitor().open(address).text
        return [self.read[address] for address in there if to in self.read[address]]

    def key_for(self, email: str) -> str:
        return next(key_in(letter) for letter in self.letters(email) if "#" in letter)

    def register(self, visitor: Visitor, first: str, last: str, email: str) -> None:
        """From the sign-in page that stood in the way, to where one wanted to go."""
        visitor.press("", "signup", first_name=first, last_name=last, email=email, password1=PASSWORD)
        code = CODE.search(self.letters(email)[0])
        assert code
        visitor.press("", code=code[0])
        assert visitor.status == 200, visitor.text


def typed(page: str, **others: Any) -> dict[str, Any]:
    """A page's sample answers as people type them, by the names of its inputs."""
    names: dict[str, Any] = {}
    for key in PAGES[page]:
        if key in FILES or key not in ANSWERS:
            continue
        value = others.get(key, ANSWERS[key])
        match key:
            case "asso_adresse":
                names |= {f"{key}-{part}": text for part, text in value.items()}
            case "date_debut" | "date_fin":
                year, month, day = value.split("-")
                names |= {f"{key}-day": day, f"{key}-month": month, f"{key}-year": year}
            case "budget_postes":
                names |= rows(value)
            case "projet_lieu_public" | "engagement_republicain":
                names[key] = "true"
            case _:
                names[key] = value
    return names


def rows(budget: list[dict[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for number, row in enumerate(budget):
        names |= {f"budget_postes-{number}-{part}": text for part, text in row.items()}
    return names


def due(scope: str) -> str:
    return (timezone.localdate() + dt.timedelta(days=DUE[scope])).isoformat()


def whom(cast: Cast) -> list[dict[str, str]]:
    """The four who are asked, as the rows of the form: the first is a colleague, the others get keys."""
    return [
        {"scope": "financier", "kind": "opinion", "colleague": str(cast.internal_partner.pk)},
        {"scope": "juridique", "kind": "opinion", "name": "Me Hélène d'Orgeval", "email": LAWYER},
        {
            "scope": "technique", "kind": "opinion", "name": "Yann Quéméneur",
            "email": cast.partner_unbound.email,
        },
        {
            "scope": "comptable", "kind": "complement", "name": "Samia Haddad",
            "email": cast.partner_withdrawn.email,
        },
    ]  # fmt: skip


def redraw(cast: Cast, model: DossierModel, description: str) -> DossierModel:
    model.refresh_from_db()
    return apply_gesture(
        actor=cast.actor("admin"),
        model=model,
        gesture=lambda draft: {**draft, "description": description},
        drawn_on=model.draft_number,
        at=timezone.now(),
    )


def publish_another(cast: Cast, model: DossierModel, description: str) -> None:
    drawn = redraw(cast, model, description)
    publish(actor=cast.actor("admin"), model=drawn, drawn_on=drawn.draft_number, at=timezone.now())


def nothing_was_kept_or_left_out(case: Case, keys: list[str]) -> None:
    """Of the case's invariants those that the store shows: no key can be read, every deed left a line."""
    assert len(set(keys)) == 3
    for text in everything_stored():
        assert not holding(keys, text)
    lines = list(case.dossier.events.all())
    left = Counter(each.kind for each in lines)
    asked = Solicitation.objects.count()
    assert {kind: left[kind] for kind in JOURNAL} == {**JOURNAL, EventKind.ASKED: asked}
    assert not {EventKind.OPENED, EventKind.ANSWERED, EventKind.KEY_TRIED, EventKind.REFUSED} - set(left)
    assert not [each.kind for each in lines if each.kind in JOURNAL and not (each.actor_name and each.at)]
    places = [
        each.params["to"] for each in sorted(lines, key=lambda line: line.number) if each.kind == "moved"
    ]
    assert places == [
        "depose", "instruction", "avis_en_cours", "a_completer", "instruction", "avis_en_cours", "commission",
        "accorde",
    ]  # fmt: skip
    assert verify(case.dossier) is None


def holding(keys: list[str], text: str) -> list[str]:
    """Those keys that can be read in a text."""
    return [key for key in keys if key in text or key.replace("-", "") in text]
