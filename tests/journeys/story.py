"""The acceptance case, step by step, as its people live it: through pages, forms and mails."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import User
from dossiers import tasks
from dossiers.models import Dossier
from solicitations.models import Solicitation
from tests.casting import Cast, person
from tests.journeys.visitor import Visitor, key_in
from tests.samples import ANSWERS, FILES, PAGES, PASSWORD

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


class Story:
    """Who takes part, each at a browser of their own, and the mail they get."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        User.objects.filter(pk__in=[cast.citizen.pk, cast.partner.pk]).delete()  # they register on their way
        self.intruder_account = person("Luc Martin", "luc.martin@autre.example")
        self.mail = Visitor()
        self.citizen = Visitor()
        self.lawyer = Visitor()

    # What anybody may do.

    def letters(self, to: str) -> list[str]:
        """The letters to somebody, the newest first, as the mailbox page shows them."""
        tasks.pump()
        self.mail.open("/mailbox/")
        found = []
        for address in dict.fromkeys(self.mail.links("/mailbox/2")):
            letter = Visitor().open(address)
            if to in letter.text:
                found.append(letter.text)
        return found

    def key_for(self, email: str) -> str:
        return next(key_in(letter) for letter in self.letters(email) if "#" in letter)

    def register(self, visitor: Visitor, first: str, last: str, email: str) -> None:
        """From the sign-in page that stood in the way, to where one wanted to go."""
        visitor.press("", "signup", first_name=first, last_name=last, email=email, password1=PASSWORD)
        code = CODE.search(self.letters(email)[0])
        assert code
        visitor.press("", code=code[0])
        assert visitor.status == 200, visitor.text

    # What they look at besides the pages.

    @property
    def dossier(self) -> Dossier:
        found: Dossier = Dossier.objects.get()
        return found

    def asked(self, scope: str) -> Solicitation:
        found: Solicitation = Solicitation.objects.get(scope=scope)
        return found

    @property
    def fill(self) -> str:
        return f"/dossiers/{self.dossier.uid}/fill/"

    @property
    def desk(self) -> str:
        return f"/desk/dossiers/{self.dossier.uid}/"


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
    names = {}
    for number, row in enumerate(budget):
        names |= {f"budget_postes-{number}-{part}": text for part, text in row.items()}
    return names


def due(scope: str) -> str:
    return (timezone.localdate() + dt.timedelta(days=DUE[scope])).isoformat()


Step = Callable[[Story], None]
