"""The mediation case's people, what they type, and how they fill in a page without scripts."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.papers import pdf
from dossiers.models import Dossier
from solicitations.models import Solicitation
from tests.casting import Cast, person, published_model
from tests.journeys.story import Story
from tests.journeys.visitor import Visitor
from tests.samples import FIXTURES

MODEL = json.loads((FIXTURES / "istanza-mediazione.json").read_text())
ANNA, BRUNO = "Anna Verdi", "Bruno Neri"
LAWYER, OTHER_LAWYER = "l.ferrari@studioferrari.example", "s.galli@studiogalli.example"
MEDIATOR, OTHER_MEDIATOR = "m.bruni@mediatori.example", "i.conti@mediatori.example"
COMPANY_ADDRESS = "pec@edilnova.example"
OBJECT = "Vizi e ritardi nella ristrutturazione di un appartamento"
REASONS = (
    "L'impresa ha consegnato i lavori con sette mesi di ritardo e con infiltrazioni nel bagno; la "
    "committente chiede la riduzione del prezzo e il rimborso delle spese di ripristino."
)
NOTES, PRIVATE = "PEC della convenuta da ricontrollare", "Margine tra 9.000 e 11.000 €."
PAPERS = (
    "documento_identita", "pagamento_avvio", "procura", "contratto", "adesione_firmata", "verbale",
)  # fmt: skip
PAPER = {name: (f"{name}.pdf", pdf(name)) for name in PAPERS}
DISPUTE = {
    "materia": "opera", "tipo_mediazione": "obbligatoria", "valore": "23800.50", "oggetto": OBJECT,
    "ragioni": REASONS, "sede": "Bologna",
}  # fmt: skip
PARTIES = {
    "parti_istanti-0-tipo": "persona_fisica", "parti_istanti-0-denominazione": "Verdi Anna",
    "parti_istanti-0-codice_fiscale": "VRDNNA68M41L219U", "parti_istanti-0-email": "anna.verdi@example.org",
    "rappresentante-nome": "Avv. Luca Ferrari", "rappresentante-codice_fiscale": "FRRLCU82H11A944R",
    "rappresentante-email": LAWYER,
    "parti_convenute-0-tipo": "persona_giuridica", "parti_convenute-0-denominazione": "Edilnova S.r.l.",
    "parti_convenute-0-partita_iva": "99900000128", "parti_convenute-0-email": "info@edilnova.example",
    "gratuito_patrocinio": "false",
}  # fmt: skip
START = "/forms/istanza-di-mediazione/"


class Mediation(Story):
    """The office is the cast's organisation; everybody outside registers on their way, or has an account."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.model = published_model(cast.actor("admin"), MODEL)
        self.other_lawyer, self.mediator = Visitor(), Visitor()
        self.stranger: User = person("Ida Conti", OTHER_MEDIATOR)

    @property
    def dossier(self) -> Dossier:
        found: Dossier = Dossier.objects.filter(applicant_name=ANNA).get()
        return found

    @property
    def agent(self) -> Visitor:
        return self.signed_in(self.cast.agent)

    @property
    def appointed(self) -> Solicitation:
        found: Solicitation = Solicitation.objects.get(dossier=self.dossier)
        return found

    def moves(self, to: str) -> None:
        self.agent.open(self.desk).press(f"to={to}")
        assert self.dossier.status == to, self.agent.main

    def desk_saves(self, page: str, **values: Any) -> None:
        agent = self.agent.open(f"{self.desk}form/{page}/")
        fills_in(agent, "", values)
        assert agent.status == 200, agent.main

    def later(self, days: int) -> None:
        """Time passes: the dossier has stood at its status for so many days more."""
        since = self.dossier.status_since - dt.timedelta(days=days)
        Dossier.objects.filter(pk=self.dossier.pk).update(status_since=since)


def fills_in(visitor: Visitor, button: str, values: dict[str, Any], action: str = "") -> Visitor:
    """Fill in a page whose questions open one after the other, and press the button until it is taken."""
    for _again in range(6):
        for name in values:
            group, _, rest = name.partition("-")
            if rest and name not in visitor.names() and f"row-add={group}" in buttons(visitor):
                visitor.press(f"row-add={group}", action, fill=shown(visitor, values))
        visitor.press(button, action, fill=shown(visitor, values))
        if visitor.status == 200:
            break
    return visitor


def shown(visitor: Visitor, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in visitor.names()}


def buttons(visitor: Visitor) -> set[str]:
    return {f"{each['name']}={each.get('value', '')}" for each in visitor.page.select("button[name]")}


def wished() -> str:
    return (timezone.localdate() + dt.timedelta(days=15)).isoformat()
