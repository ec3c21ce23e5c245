"""Drawing by hand: what a browser sends."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from dossier_models.models import DossierModel
from dossier_models.services import Gesture, apply_gesture, create_model
from dossier_models.wording import first_wording
from formengine import editing

HTMX = {"HX-Request": "true"}


def new_model(actor: Actor, title: str = "Aide au ravalement") -> DossierModel:
    return create_model(actor=actor, title=title, wording=first_wording(), at=timezone.now())


def drawn(actor: Actor, model: DossierModel, gesture: Gesture, on: int | None = None) -> DossierModel:
    number = model.draft_number if on is None else on
    return apply_gesture(actor=actor, model=model, gesture=gesture, drawn_on=number, at=timezone.now())


def small_model(actor: Actor) -> DossierModel:
    """A name, a question, a number that depends on it, a repeatable group with one field."""

    def gesture(document: editing.Document) -> editing.Document:
        new = editing.add_field(document, type="text", title="Nom", required=True)
        new = editing.add_field(new, type="yesno", title="Public")
        new = editing.add_field(new, type="integer", title="Jauge")
        new = editing.add_field(new, type="rows", title="Budget")
        new = editing.add_field(new, type="money", title="Montant", group="budget")
        rule = editing.Condition("all", (editing.Clause("public", "yes"),))
        return editing.set_condition(new, "jauge", rule)

    return drawn(actor, new_model(actor), gesture)


def address(model: DossierModel, tab: str = "dossier_models:fields") -> str:
    return reverse(tab, args=[model.pk])


def send(
    client: Client,
    model: DossierModel,
    do: str,
    *,
    tab: str = "dossier_models:fields",
    htmx: bool = False,
    **values: Any,
) -> Any:
    """One gesture, on the draft as it is now unless `drawn_on` says otherwise."""
    number = DossierModel.objects.values_list("draft_number", flat=True).get(pk=model.pk)
    sent = {"do": do, "drawn_on": number, **values}
    return client.post(address(model, tab), sent, headers=HTMX if htmx else {})


def draft_of(model: DossierModel) -> dict[str, Any]:
    document: dict[str, Any] = DossierModel.objects.get(pk=model.pk).draft
    return document
