"""How a story of the demo is told: who asks for what, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.demo.people import Person


@dataclass(frozen=True)
class Asked:
    """One partner asked. `days` after it the reply is wished; `reply` is what came, if anything has.

    `attached`: an external partner has used the key. `before`: an opinion that `reply` took the place of.
    `reminded`: days after filing. `letter`: the kind of a document that was handed out to them.
    """

    scope: str
    kind: str = "opinion"
    days: int = 15
    attached: bool = True
    reply: tuple[str, str] | None = None
    before: tuple[str, str] | None = None
    complement: Mapping[str, Any] | None = None
    instructions: str = ""
    question: str = ""
    answer: str = ""
    reminded: tuple[int, ...] = ()
    letter: str = ""

    @property
    def opinions(self) -> list[tuple[str, str]]:
        """In the order in which they were given."""
        return [each for each in (self.before, self.reply) if each]


@dataclass(frozen=True)
class Story:
    """One dossier: who asks for what, how many days ago it was filed, and where it stands now.

    `filer` and `capacity`: who files it for the applicant, and as what.
    """

    applicant: Person
    association: Mapping[str, Any]
    project: Mapping[str, Any]
    filed: int
    until: str
    asked: tuple[Asked, ...] = ()
    proposed: str = ""
    reasons: str = ""
    note: str = ""
    papers: tuple[str, ...] = field(default=("statuts", "rib"))
    filer: Person | None = None
    capacity: str = ""


def association(name: str, rna: str, siret: str, iban: str, street: str, tel: str) -> dict[str, Any]:
    return {
        "asso_nom": name,
        "asso_rna": rna,
        "asso_siret": siret,
        "asso_adresse": {"street": street, "postcode": "44117", "town": "Saint-Aubin"},
        "representant_tel": tel,
        "iban": iban,
    }


def project(
    title: str, about: str, dates: tuple[int, int], asked: str, rows: str, *, guests: int | None = None
) -> dict[str, Any]:
    """`dates`: first and last day, from today; `rows`: 'c Label 100 | p Label 100', costs and income."""
    return {
        "projet_titre": title,
        "projet_description": about,
        "projet_lieu_public": guests is not None,
        "projet_jauge": guests,
        "dates": dates,
        "montant_demande": asked,
        "budget_postes": [row(each.strip()) for each in rows.split("|")],
        "engagement_republicain": True,
    }


def row(text: str) -> dict[str, str]:
    side, _, rest = text.partition(" ")
    label, _, amount = rest.rpartition(" ")
    return {"sens": "charge" if side == "c" else "produit", "libelle": label, "montant": amount}
