"""The two doors at which a reply is given, as their browsers see them: the portal and the desk."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.demo.papers import pdf
from dossiers.models import Document
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services import Ask, ask, withdraw
from tests.casting import Cast, attached, dossier_in_hand, moved, next_version, sealed_key
from tests.samples import COMPLEMENT

STATUS, PAGE = "avis_en_cours", "apport"
HIDDEN = {"open": "", "read": "commission", "hidden": "a_completer"}


@dataclass(frozen=True)
class Door:
    """`surface` names its addresses; `role` is who replies there."""

    surface: str
    role: str
    send: dict[str, str]
    save: dict[str, str]
    page: str
    fields: str
    file: str

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.surface}:{name}", args=args)


PORTAL = Door(
    "partner_portal", "partner", {"do": "send"}, {"do": "save"}, "complement_page", "complement_refresh",
    "document",
)  # fmt: skip
DESK = Door(
    "crm", "internal_partner", {"_send": "1"}, {"_save": "1"}, "complement", "request_fields",
    "request_document",
)  # fmt: skip
DOORS = (PORTAL, DESK)


@dataclass(frozen=True)
class Scene:
    """Somebody asked at one door, on a dossier that is open to partners."""

    cast: Cast
    door: Door
    asked: Solicitation
    client: Client

    def get(self, name: str, *more: Any) -> Any:
        return self.client.get(self.door.url(name, self.asked.uid, *more))

    def post(self, name: str, *more: Any, **sent: Any) -> Any:
        return self.client.post(self.door.url(name, self.asked.uid, *more), sent)

    def opine(self, verdict: str = "favorable", reasons: str = "", **more: Any) -> Any:
        return self.post("opinion", verdict=verdict, reasons=reasons, idempotency_key=str(uuid4()), **more)

    def fill(self, button: dict[str, str] | None = None, **values: Any) -> Any:
        sent = {**COMPLEMENT, "comptes": paper("comptes.pdf"), **(button or self.door.send), **values}
        sent.setdefault("idempotency_key", str(uuid4()))
        known = {name: value for name, value in sent.items() if value is not None}
        return self.post(self.door.page, PAGE, **known)

    def corrected(self, **values: Any) -> Any:
        """The page of the complement as it stands, sent once more with some values changed."""
        page = self.get(self.door.page, PAGE).text
        kept = Document.objects.filter(field="comptes").latest("deposited_at")
        seen = {name: hidden_in(page, name) for name in ("_seen", "_corrects")}
        return self.fill(**{**seen, "comptes": None, "comptes-kept": str(kept.pk), **values})

    def moved(self, to: str) -> None:
        agent = self.cast.actor("agent")
        moved(agent, as_agent(agent, self.asked.dossier.uid), to)

    def withdrawn(self, *, reason: str = "") -> None:
        agent = self.cast.actor("agent")
        withdraw(
            actor=agent, sight=as_agent(agent, self.asked.dossier.uid), solicitation_id=self.asked.pk,
            key=uuid4(), at=timezone.now(), reason=reason,
        )  # fmt: skip

    @property
    def now(self) -> Solicitation:
        found: Solicitation = Solicitation.objects.get(pk=self.asked.pk)
        return found

    @property
    def answers(self) -> dict[str, Any]:
        self.asked.dossier.refresh_from_db()
        return dict(self.asked.dossier.answers)


def scene(cast: Cast, door: Door, kind: str = "both", *, keeps: str = "nothing", **answers: Any) -> Scene:
    """With the accountant's scope: an opinion, a complement, or both are asked."""
    if keeps != "nothing":
        next_version(cast.model, lambda document: document.update({"x-partners": {"keeps": keeps}}))
    agent, sight, user = cast.actor("agent"), dossier_in_hand(cast, **answers), cast.user(door.role)
    assert user is not None
    inside = user.pk if door is DESK else None
    one = Ask(kind, "comptable", timezone.localdate(), str(user), user.email, inside, "Comptes 2025.")
    (made,) = ask(
        actor=agent, sight=sight, asks=[one], move_to=STATUS, key=uuid4(), at=timezone.now()
    )  # fmt: skip
    if door is PORTAL:
        attached(cast, door.role, sealed_key(made))
    return Scene(cast, door, Solicitation.objects.get(pk=made.pk), cast.client(door.role))


def paper(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(name) if content is None else content, "application/pdf")


def hidden_in(page: str, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, name
    return unescape(found.group(1))
