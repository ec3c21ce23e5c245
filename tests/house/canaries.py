"""A dossier in which every text says where it comes from, and who may read it, told from the policy itself.

Each canary is a word that occurs nowhere else. Who may see it is worked out here from the model's document as
it is written, not by the engine that is under test.
"""

import base64
import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tests.samples import ANSWERS, DOCUMENT

SHARP = " <b>&\"'é"
"""What each text canary ends with: it must never be markup."""


@dataclass(frozen=True)
class Canary:
    """`pattern` finds it however a channel may have written it; `raw` is what was typed."""

    name: str
    raw: str
    pattern: re.Pattern[str]
    seen_by: frozenset[str]

    def sung_in(self, text: str) -> bool:
        return self.pattern.search(text) is not None


class Aviary:
    """Makes canaries, and knows them all."""

    def __init__(self) -> None:
        self.canaries: dict[str, Canary] = {}

    def text(self, name: str, seen_by: Iterable[str], *, more: str = SHARP) -> str:
        core = f"zq{len(self.canaries):03d}canari"
        return self._add(name, f"{core}{more}", re.escape(core) + "|" + "|".join(in_base64(core)), seen_by)

    def value(self, name: str, raw: str, seen_by: Iterable[str]) -> str:
        """A value of which no word can be made: found with and without blanks and separators."""
        parts = re.sub(r"[^0-9A-Za-z]", "", raw)
        gap = r"(?:[\s  .,'’-]|&nbsp;|&#160;|%20|\\u00a0|\\u202f)?"
        return self._add(name, raw, rf"(?<![\w-])(?:{gap.join(parts)})(?![\w-])", seen_by)

    def _add(self, name: str, raw: str, pattern: str, seen_by: Iterable[str]) -> str:
        self.canaries[name] = Canary(name, raw, re.compile(pattern, re.IGNORECASE), frozenset(seen_by))
        return raw

    def silence(self, reader: str, *names: str) -> None:
        """From now on these are not for this reader any more."""
        for each in names:
            if each in self.canaries:
                found = self.canaries[each]
                self.canaries[each] = replace(found, seen_by=found.seen_by - {reader})

    def hidden_from(self, reader: str) -> list[Canary]:
        return [each for each in self.canaries.values() if reader not in each.seen_by]

    def heard(self, reader: str, text: str) -> list[str]:
        """Names of those this reader must not see, and which are there."""
        return [each.name for each in self.hidden_from(reader) if each.sung_in(text)]


def in_base64(core: str) -> list[str]:
    """The part of its base64 that does not depend on its neighbours, for each place in a group of three."""
    found = []
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + core.encode()).decode()
        found.append(re.escape(coded[(before * 4 + 2) // 3 + (1 if before else 0) : -4]))
    return found


@dataclass(frozen=True)
class Policy:
    """What the model's document says about who sees which field; words of the document only."""

    document: Mapping[str, Any]

    @cached_property
    def items_of_page(self) -> Mapping[str, list[str]]:
        return {page["key"]: page["items"] for page in self.document["x-pages"]}

    def sees(self, view: str, status: str, *, scope: str = "", kind: str = "") -> set[str]:
        rules = self.document["x-views"][view]["rules"]
        at = next(each for each in self.document["x-statuses"] if each["key"] == status)
        if at["caps"][view] == "hidden":
            return set()
        asked = next((each for each in self.document["x-scopes"] if each["key"] == scope), {})
        caps = [
            at.get("items", {}).get(view, {}),
            asked.get("items", {}),
            self.document["x-kinds"].get(kind, {}),
        ]
        hidden = {
            field
            for cap in caps
            for item, word in cap.items()
            if word == "hidden"
            for field in self.items_of_page.get(item, [item])
        }
        return {field for field, word in rules.items() if word != "hidden"} - hidden


def canaried(aviary: Aviary) -> dict[str, Any]:
    """The subsidy model with a canary for each title that not everybody may know."""
    document = copy.deepcopy(DOCUMENT)
    public = {
        key for key, word in document["x-views"]["internet"]["rules"].items() if key != "decision_motif"
    }
    for key, schema in document["properties"].items():
        if key not in public:
            schema["title"] = aviary.text(f"title of {key}", who_sees(key) | {"admin"})
    document["properties"]["representant_email"]["x-confirm"] = True
    document["properties"]["statuts"]["x-own-label"] = True
    for option in document["properties"]["instruction_eligible"]["oneOf"]:
        readers = who_sees("instruction_eligible") | {"admin"}
        option["title"] = aviary.text(f"option {option['const']}", readers)
    for status in document["x-statuses"]:
        status["wording"] = f"Étape {status['key']}"
        status["title"] = aviary.text(f"status {status['key']}", {"agent", "admin"})
    for scope in document["x-scopes"]:
        asked = {"agent", "admin", *ASKED[scope["key"]]}
        scope["title"] = aviary.text(f"scope {scope['key']}", asked)
        for verdict in scope["verdicts"]:
            verdict["title"] = aviary.text(f"verdict {scope['key']} {verdict['key']}", asked)
    return document


ASKED: Mapping[str, tuple[str, ...]] = {
    "financier": ("internal_partner",),
    "juridique": ("partner",),
    "technique": ("partner_unbound", "partner"),
    "comptable": ("accountant",),
}
"""Who is asked under which scope. The accountant is asked for a complement, the others for opinions."""


def who_sees(field: str, status: str = "avis_en_cours") -> set[str]:
    """The readers who see a field at this status. Who has not attached the dossier sees nothing of it."""
    policy = Policy(DOCUMENT)
    sights = {
        "citizen": policy.sees("internet", status),
        "agent": policy.sees("crm", status),
        "internal_partner": policy.sees("partner", status, scope="financier", kind="opinion"),
        "partner": policy.sees("partner", status, scope="juridique", kind="opinion")
        | policy.sees("partner", status, scope="technique", kind="opinion"),  # which they declined
        "accountant": policy.sees("partner", status, scope="comptable", kind="complement"),
    }
    return {reader for reader, fields in sights.items() if field in fields}


def answers(aviary: Aviary, status: str = "avis_en_cours") -> dict[str, Any]:
    """The applicant's answers, each of them a canary that its readers at this status may hear."""

    def text(field: str, more: str = SHARP) -> str:
        return aviary.text(field, who_sees(field, status), more=more)

    def value(field: str, raw: str, name: str = "") -> str:
        return aviary.value(name or field, raw, who_sees(field, status))

    rows = [("charge", "21013"), ("charge", "12001.50"), ("produit", "18431"), ("produit", "14583.50")]
    return {
        **ANSWERS,
        "asso_nom": text("asso_nom"),
        "asso_rna": value("asso_rna", "W443001234"),
        "asso_siret": value("asso_siret", "90000017500019"),
        "asso_adresse": {
            "street": aviary.text("asso_adresse.street", who_sees("asso_adresse", status)),
            "postcode": "44800",
            "town": aviary.text("asso_adresse.town", who_sees("asso_adresse", status)),
        },
        "representant_nom": text("representant_nom"),
        "representant_email": text("representant_email", "@example.org"),
        "representant_tel": value("representant_tel", "02 40 00 00 12"),
        "iban": value("iban", "FR7630099000010000012345601"),
        "projet_titre": text("projet_titre"),
        "projet_description": text("projet_description", SHARP + " Trois jours de théâtre sur les quais."),
        "projet_jauge": int(value("projet_jauge", "1873")),
        "montant_demande": value("montant_demande", "18431"),
        "budget_postes": [
            {
                "sens": side,
                "libelle": aviary.text(f"budget_postes.libelle {amount}", who_sees("budget_postes", status)),
                "montant": amount,
            }
            for side, amount in rows
        ],
    }  # fmt: skip
