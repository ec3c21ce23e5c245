"""The mediation's town: a dossier filed and registered, and browsers for those who take part in it."""

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from dossiers.services import open_dossier
from dossiers.sights import as_agent, as_party
from tests.browser.conftest import PHONE
from tests.browser.people import Town
from tests.casting import moved, person, published_model, save, uploaded
from tests.journeys.mediation import (
    COMPANY_ADDRESS,
    DISPUTE,
    LAWYER,
    MEDIATOR,
    MODEL,
    NOTES,
    OTHER_MEDIATOR,
    PAPER,
)

ANSWERS = {
    **DISPUTE,
    "parti_istanti": [{
        "tipo": "persona_fisica", "denominazione": "Verdi Anna", "codice_fiscale": "VRDNNA68M41L219U",
        "email": "anna.verdi@example.org",
    }],
    "parti_convenute": [{
        "tipo": "persona_giuridica", "denominazione": "Edilnova S.r.l.", "partita_iva": "99900000128",
        "email": COMPANY_ADDRESS,
    }],
    "gratuito_patrocinio": False,
    "privacy": True,
}  # fmt: skip
FILED = ("documento_identita", "pagamento_avvio", "procura", "contratto")


class MediationTown(Town):
    """Who comes back comes back to the browser they had; the other party's lawyer is on a phone."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.model = published_model(self.cast.actor("admin"), MODEL)
        self.filer = person("Luca Ferrari", LAWYER)
        self.named: User = person("Marco Bruni", MEDIATOR)
        self.other_mediator: User = person("Ida Conti", OTHER_MEDIATOR)
        User.objects.update(language="fr")
        self.file_and_register()

    @cached_property
    def convened(self) -> Page:
        return self.arrive(None, PHONE)

    @cached_property
    def mediator(self) -> Page:
        return self.arrive(self.named)

    def file_and_register(self) -> None:
        """Steps 1 to 9, through the services."""
        filer, agent = self.cast.actor(self.filer), self.cast.actor("agent")
        uid = open_dossier(actor=filer, model=self.model, key=uuid4(), at=timezone.now()).uid
        sight = as_party(filer, uid)
        files: dict[str, Any] = {
            field: [str(uploaded(filer, sight, field, PAPER[field]).pk)] for field in FILED
        }
        save(filer, sight, **{**ANSWERS, **files})
        moved(filer, as_party(filer, uid), "depositata")
        save(agent, as_agent(agent, uid), page="gestione", spese_pagate=True, note_segreteria=NOTES)
        save(agent, as_agent(agent, uid), page="pratica", protocollo="2026/000482")
        moved(agent, as_agent(agent, uid), "protocollata")
