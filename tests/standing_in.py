"""A form that may be filed for somebody else, to which another party may be invited."""

import copy
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.utils import timezone

from config.demo.papers import pdf
from dossier_models.models import DossierModel
from dossiers.keys import digest as key_digest
from dossiers.keys import hint, normalise
from dossiers.models import Beneficiary, Dossier, Invitation, Outbox, Party
from dossiers.sealing import unseal
from dossiers.services import ForAnother, PartyAsk, invite_party, open_dossier
from dossiers.sights import Sight, as_agent, as_party
from solicitations.services import attach
from tests.casting import Cast, moved, published_model, save, uploaded
from tests.samples import ANSWERS, DOCUMENT, FILES

ANNA = "Anna Verdi"
ANNAS_ADDRESS = "noe.tanguy@example.org"
"""The address of `other_citizen`, who is the beneficiary in these tests."""
MANDATE = ("mandat.pdf", pdf("Mandat"))
NEIGHBOUR = "Voisine S.A."


def open_document(title: str = "Subvention, pour autrui") -> dict[str, Any]:
    """The subsidy form with three capacities and a party.

    `proche` goes on as the applicant would; `avocat` sees less once it is filed and shows a mandate;
    `social` sees nothing of it any more.
    """
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    document["title"], document["x-reference"] = title, "AUTRUI-{yyyy}-{seq:05d}"
    document["properties"]["mandat"] = {
        "type": "array", "title": "Mandat", "x-type": "file", "x-accept": ["application/pdf"], "x-max-mb": 5,
        "items": {"type": "string", "format": "uuid"}, "maxItems": 1,
    }  # fmt: skip
    document["properties"]["voisin_avis"] = {
        "type": "string",
        "title": "Observations du voisin",
        "x-type": "text",
    }
    document["properties"]["voisin_accord"] = {
        "type": "boolean",
        "title": "Accord du voisin",
        "x-type": "yesno",
    }
    pages = {page["key"]: page for page in document["x-pages"]}
    pages["association"]["items"].append("mandat")
    voisin = {"key": "voisinage", "title": "Voisinage", "items": ["voisin_accord", "voisin_avis"]}
    document["x-pages"].append(voisin)
    views = document["x-views"]
    views["internet"]["rules"]["mandat"] = "edit"
    views["crm"]["rules"] |= {"mandat": "read", "voisin_accord": "read", "voisin_avis": "read"}
    few = {"asso_nom": "read", "projet_titre": "read"}
    views["suivi"] = {"title": "Suivi", "surface": "portal", "rules": few}
    views["rien"] = {"title": "Rien", "surface": "portal", "rules": few}
    views["voisin"] = {
        "title": "Voisin", "surface": "portal",
        "rules": {"projet_titre": "read", "voisin_accord": "edit!", "voisin_avis": "edit"},
    }  # fmt: skip
    for status in document["x-statuses"]:
        opened = status["key"] in ("avis_en_cours", "complement_en_cours")
        final = status["key"] in ("accorde", "refuse", "commission")
        status["caps"] |= {
            "suivi": "hidden" if status["key"] == "brouillon" else "read",
            "rien": "hidden",
            "voisin": "edit" if opened else "read" if final else "hidden",
        }
    document["x-on-behalf"] = [
        {"key": "proche", "title": "Proche"},
        {"key": "avocat", "title": "Avocat", "view": "suivi", "mandate": "mandat"},
        {"key": "social", "title": "Travailleur social", "view": "rien"},
    ]
    document["x-parties"] = [{"key": "voisin", "title": "Voisin", "view": "voisin"}]
    return document


def others_model(cast: Cast) -> DossierModel:
    return published_model(cast.actor("admin"), open_document())


@dataclass(frozen=True)
class Standing:
    """The cast, where `citizen` files for Anna Verdi, who is `other_citizen` where she has an address."""

    cast: Cast

    @classmethod
    def of(cls, cast: Cast) -> "Standing":
        return cls(replace(cast, model=others_model(cast)))

    def opened(self, capacity: str = "proche", email: str = ANNAS_ADDRESS, *, name: str = ANNA) -> Sight:
        """A draft of the filer's."""
        actor = self.cast.actor("citizen")
        wanted = ForAnother(capacity, name, email)
        dossier = open_dossier(
            actor=actor, model=self.cast.model, key=uuid4(), at=timezone.now(), wanted=wanted
        )
        return as_party(actor, dossier.uid)

    def completed(
        self, capacity: str = "proche", email: str = ANNAS_ADDRESS, *, name: str = ANNA, **answers: Any
    ) -> Sight:
        """Everything is there but the mandate."""
        actor, sight = self.cast.actor("citizen"), self.opened(capacity, email, name=name)
        files = {field: [str(uploaded(actor, sight, field).pk)] for field in FILES}
        save(actor, sight, **{**ANSWERS, **files, **answers})
        return as_party(actor, sight.dossier.uid)

    def filed(self, capacity: str = "proche", email: str = ANNAS_ADDRESS) -> Dossier:
        actor, sight = self.cast.actor("citizen"), self.completed(capacity, email)
        if capacity == "avocat":
            save(actor, sight, mandat=[str(uploaded(actor, sight, "mandat", MANDATE).pk)])
            sight = as_party(actor, sight.dossier.uid)
        return moved(actor, sight, "depose")

    def attached(self, capacity: str = "proche") -> Dossier:
        """Anna has attached it with the key she was sent."""
        dossier = self.filed(capacity)
        self.attach("other_citizen", self.key_of(dossier))
        return Dossier.objects.get(pk=dossier.pk)

    def beneficiary(self, dossier: Dossier) -> Beneficiary:
        found: Beneficiary = Beneficiary.objects.select_related("filer", "participation").get(dossier=dossier)
        return found

    def key_of(self, dossier: Dossier) -> str:
        """The beneficiary's key, as it waits in the outbox."""
        return key_for(self.beneficiary(dossier).invitation)

    def attach(self, role: str, key: str) -> object:
        normal = normalise(key)
        assert normal is not None
        secret = key_digest(normal, organisation_id=self.cast.organisation.pk)
        return attach(
            actor=self.cast.actor(role), digest=secret, hint=hint(normal), address="192.0.2.1",
            at=timezone.now(),
        )  # fmt: skip

    def desk(self, dossier: Dossier) -> Sight:
        return as_agent(self.cast.actor("agent"), dossier.uid)

    def to(self, dossier: Dossier, *statuses: str) -> Dossier:
        """Moved by the agent, one status after the other, whatever the moves would ask for."""
        Dossier.objects.filter(pk=dossier.pk).update(status=statuses[-1])
        return Dossier.objects.get(pk=dossier.pk)

    def invited(self, dossier: Dossier, email: str = "", *, strict: bool = True) -> Party:
        """The neighbour, who is `partner_unbound` unless another address is given."""
        wanted = PartyAsk("voisin", NEIGHBOUR, email or self.cast.partner_unbound.email, strict)
        return invite_party(
            actor=self.cast.actor("agent"), sight=self.desk(dossier), wanted=wanted, key=uuid4(),
            at=timezone.now(),
        )  # fmt: skip


def key_for(invitation: Invitation | None) -> str:
    assert invitation is not None
    row = Outbox.objects.get(dedupe_key=f"key:{invitation.pk}")
    assert row.sealed is not None
    return unseal(bytes(row.sealed), for_what=row.dedupe_key)
