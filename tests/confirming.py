"""A form that asks for addresses to be confirmed, and the codes that were sent to them."""

import copy
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from dossier_models.models import DossierModel
from dossiers.models import ConfirmedAddress, Dossier, Outbox
from dossiers.sealing import unseal
from dossiers.services import confirm_address
from dossiers.sights import Sight
from tests.casting import Cast, published_model
from tests.samples import DOCUMENT

ELSEWHERE = "m.legoff@treteaux.example"
"""An address that is nobody's account."""


def confirming_document(title: str = "Subvention, adresses confirmées") -> dict[str, Any]:
    """The subsidy form: the representative's address has to be confirmed, and one in each row of helpers.

    The partner's address, on the page of the complement, is filled in by the accountant.
    """
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    document["title"], document["x-reference"] = title, "CODE-{yyyy}-{seq:05d}"
    fields = document["properties"]
    fields["representant_email"]["x-confirm"] = True
    address = {"type": "string", "format": "email", "x-type": "email", "x-confirm": True}
    fields["aides"] = {
        "type": "array",
        "title": "Bénévoles",
        "x-type": "rows",
        "items": {"type": "object", "properties": {"mail": {**address, "title": "Adresse"}}},
    }
    fields["pa_mail"] = {**address, "title": "Adresse du comptable"}
    document["x-views"]["internet"]["rules"]["aides"] = "edit"
    document["x-views"]["crm"]["rules"]["aides"] = "edit"
    document["x-views"]["partner"]["rules"]["pa_mail"] = "edit"
    pages = {page["key"]: page for page in document["x-pages"]}
    pages["association"]["items"].append("aides")
    pages["apport"]["items"].append("pa_mail")
    return document


def confirming_model(cast: Cast) -> DossierModel:
    return published_model(cast.actor("admin"), confirming_document())


def sealed_code(dossier: Dossier, email: str) -> str:
    """The code that waits in the outbox for an address: nothing else knows it."""
    address = (
        ConfirmedAddress.objects.filter(dossier=dossier, email=email).exclude(code=None).latest("sent_at")
    )
    row = Outbox.objects.get(dedupe_key=f"address_code:{address.pk}:{address.codes}")
    assert row.sealed is not None
    return unseal(bytes(row.sealed), for_what=row.dedupe_key)


def confirmed(actor: Actor, sight: Sight, email: str) -> None:
    """The address confirmed with the code that was sent to it."""
    code = sealed_code(sight.dossier, email)
    confirm_address(actor=actor, sight=sight, email=email, code=code, at=timezone.now())
