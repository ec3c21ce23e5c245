"""A new dossier begins with defaults and with what is known; nothing hidden comes in that way."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Dossier
from dossiers.services import open_dossier
from dossiers.services.saving import NotEditable
from dossiers.sights import Sight, as_agent, as_party
from formengine.access import Access
from tests.casting import Cast, filed_dossier, next_version, opened_dossier, save

BEGIN = dt.datetime(2026, 7, 15, 9, tzinfo=dt.UTC)


def drawn(cast: Cast, fields: dict[str, dict[str, Any]]) -> None:
    """Publish the model with more keywords on some of its fields."""

    def change(document: dict[str, Any]) -> None:
        for key, keywords in fields.items():
            document["properties"][key] |= keywords

    next_version(cast.model, change)


def comes(source: str, path: str, **more: Any) -> dict[str, Any]:
    return {"x-prefill": {"from": source, "path": path, **more}}


def opened(cast: Cast, role: str = "citizen") -> Sight:
    actor = cast.actor(role)
    return as_party(actor, open_dossier(actor=actor, model=cast.model, key=uuid4(), at=BEGIN).uid)


def test_a_model_without_any_begins_empty(cast: Cast) -> None:
    dossier = opened(cast).dossier
    assert (dossier.answers, dossier.revision, dossier.locked) == ({}, 0, [])


def test_profile_organisation_and_default(cast: Cast) -> None:
    drawn(
        cast,
        {
            "asso_nom": comes("profile", "name"),
            "projet_titre": comes("organisation", "name"),
            "date_debut": {"x-default": {"today": []}},
        },
    )
    sight = opened(cast)
    assert sight.dossier.answers == {
        "asso_nom": str(cast.citizen),
        "projet_titre": cast.organisation.name,
        "date_debut": "2026-07-15",
    }
    revision = sight.dossier.revisions.get()
    assert (revision.number, revision.view, revision.user_id) == (1, "internet", cast.citizen.pk)
    assert {line["field"] for line in revision.changes} == set(sight.dossier.answers)
    kinds = [event.kind for event in sight.dossier.events.order_by("number")]
    assert kinds == [EventKind.OPENED, EventKind.ANSWERED]


def test_each_gets_their_own(cast: Cast) -> None:
    drawn(cast, {"asso_nom": comes("profile", "name")})
    names = {opened(cast, role).dossier.answers["asso_nom"] for role in ("citizen", "other_citizen")}
    assert names == {str(cast.citizen), str(cast.other_citizen)}


def test_a_locked_value_is_read_on_the_portal_and_edited_at_the_desk(cast: Cast) -> None:
    drawn(cast, {"asso_nom": comes("profile", "name", locked=True), "projet_titre": comes("profile", "name")})
    sight = opened(cast)
    assert sight.dossier.locked == ["asso_nom"]
    fields = sight.projection.fields
    assert (fields["asso_nom"].access, fields["asso_nom"].value) == (Access.READ, str(cast.citizen))
    assert fields["projet_titre"].access is Access.EDIT
    with pytest.raises(NotEditable):
        save(cast.actor("citizen"), sight, asso_nom="Quelqu'un d'autre")
    assert Dossier.objects.get(pk=sight.dossier.pk).answers["asso_nom"] == str(cast.citizen)


def test_nothing_to_fill_in_locks_nothing(cast: Cast) -> None:
    drawn(cast, {"asso_nom": comes("organisation", "phone", locked=True)})
    sight = opened(cast)
    assert sight.dossier.locked == []
    assert sight.projection.fields["asso_nom"].access is Access.EDIT


def test_the_last_dossier_that_was_filed(cast: Cast) -> None:
    drawn(cast, {"asso_nom": comes("dossier", "asso_nom"), "projet_titre": comes("dossier", "projet_titre")})
    assert opened(cast).dossier.answers == {}
    filed = filed_dossier(cast)
    opened_dossier(cast)
    begun = opened(cast).dossier.answers
    assert begun == {key: filed.answers[key] for key in ("asso_nom", "projet_titre")}
    assert opened(cast, "other_citizen").dossier.answers == {}


def test_nothing_comes_in_that_the_last_dossier_hides(cast: Cast) -> None:
    """What the desk wrote, and what the status hides from the applicant, stays where it is."""
    hidden = "instruction_eligible"
    drawn(cast, {"projet_titre": comes("dossier", hidden), "asso_nom": comes("dossier", "asso_nom")})
    filed = filed_dossier(cast)
    agent = cast.actor("agent")
    assert hidden not in as_party(cast.actor("citizen"), filed.uid).projection.fields
    stored = Dossier.objects.get(pk=filed.pk)
    stored.answers = {**stored.answers, hidden: "oui"}
    stored.save(update_fields=["answers"])
    assert as_agent(agent, filed.uid).dossier.answers[hidden] == "oui"
    assert opened(cast).dossier.answers == {"asso_nom": filed.answers["asso_nom"]}


def test_the_same_press_begins_one(cast: Cast) -> None:
    drawn(cast, {"asso_nom": comes("profile", "name")})
    key, actor = uuid4(), cast.actor("citizen")
    for _press in range(2):
        open_dossier(actor=actor, model=cast.model, key=key, at=timezone.now())
    assert Dossier.objects.get().revision == 1
