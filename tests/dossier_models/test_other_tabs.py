"""Statuses, partners and settings over HTTP."""

from itertools import cycle
from typing import Any

import pytest

from dossier_models.models import DossierModel
from formengine.document import parse
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, new_model, send, small_model
from tests.dossier_models.test_fields import NAUGHTY

STATUSES, SCOPES, SETTINGS = (f"dossier_models:{name}" for name in ("statuses", "scopes", "settings"))


class TestStatuses:
    def test_every_setting_of_a_status(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "add", tab=STATUSES, title="Avis en cours")
        caps = {"cap-internet": "read", "cap-crm": "edit", "cap-partner": "edit"}
        values = {"title": "Avis en cours", "wording": "En instruction", "limit_days": "30", **caps}
        send(client, model, "set:avis_en_cours", tab=STATUSES, item="avis_en_cours", **values)
        move = {
            "to": "avis_en_cours",
            "title": "Demander des avis",
            "by": "agent",
            "needs": "solicitation",
            "requires": ["nom", "jauge"],
        }
        send(client, model, "move-set:submitted:", tab=STATUSES, item="submitted", **move)
        status = parse(draft_of(model)).status("avis_en_cours")
        assert (status.wording, status.limit_days, status.cap("partner").access.word) == (
            "En instruction",
            30,
            "edit",
        )
        made = parse(draft_of(model)).status("submitted").transition("avis_en_cours")
        assert made is not None
        assert (made.title, made.needs, made.requires) == (
            "Demander des avis",
            "solicitation",
            ("nom", "jauge"),
        )
        page = client.get(address(model, STATUSES), {"item": "submitted"}).content.decode()
        assert "Demander des avis" in page

    def test_a_single_page_can_be_limited(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        limit = {"limit_item": "page_1", "limit_view": "internet", "limit_word": "hidden"}
        send(client, model, "limit:submitted", tab=STATUSES, item="submitted", **limit)
        assert draft_of(model)["x-statuses"][1]["items"] == {"internet": {"page_1": "hidden"}}
        send(client, model, "unlimit:submitted:internet:page_1", tab=STATUSES, item="submitted")
        assert "items" not in draft_of(model)["x-statuses"][1]

    def test_faults_are_shown_at_their_status(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "add", tab=STATUSES, title="Commission")
        page = client.get(address(model, STATUSES), {"item": "commission"}).content.decode()
        assert "No move leads to “Commission”." in page
        assert "“Commission” leads nowhere." in page

    def test_a_move_with_errors_comes_back_open(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        response = send(
            client,
            model,
            "move-set:submitted:",
            tab=STATUSES,
            item="submitted",
            to="nowhere",
            title="Vers rien",
            by="agent",
        )
        assert response.status_code == 422
        assert 'value="Vers rien"' in response.content.decode()


class TestPartners:
    def test_a_scope_with_its_verdicts(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "cells", tab="views_config:matrix", **{"cell:partner:nom": "read"})
        send(client, model, "add", tab=SCOPES, title="Avis juridique")
        values = {"title": "Avis juridique", "view": "partner", "hidden": ["nom"]}
        values |= {
            "verdict-0-title": "Favorable",
            "verdict-1-title": "Défavorable",
            "verdict-1-reasons": "on",
        }
        send(client, model, "set:avis_juridique", tab=SCOPES, item="avis_juridique", **values)
        scope = parse(draft_of(model)).scopes[0]
        assert [(each.key, each.reasons_required) for each in scope.verdicts] == [
            ("favorable", False),
            ("defavorable", True),
        ]
        assert dict(scope.cap.items).keys() == {"nom"}
        assert client.get(address(model, SCOPES), {"item": "avis_juridique"}).status_code == 200

    def test_a_kind_of_request_can_show_less(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "cells", tab="views_config:matrix", **{"cell:partner:nom": "read"})
        send(client, model, "kind:opinion", tab=SCOPES, item="kind-opinion", hidden=["nom"])
        assert draft_of(model)["x-kinds"] == {"opinion": {"nom": "hidden"}}
        assert (
            "1 item hidden" in client.get(address(model, SCOPES), {"item": "kind-opinion"}).content.decode()
        )
        send(client, model, "kind:opinion", tab=SCOPES, item="kind-opinion")
        assert "x-kinds" not in draft_of(model)


class TestSettings:
    def test_title_description_reference(self, cast: Cast) -> None:
        model, client = new_model(cast.actor("admin")), cast.client("admin")
        values = {
            "title": "Aide aux façades",
            "description": "Pour les propriétaires.",
            "reference": "FAC-{yyyy}-{seq:04d}",
        }
        send(client, model, "describe", tab=SETTINGS, **values)
        parsed = parse(draft_of(model))
        assert (parsed.title, parsed.reference) == ("Aide aux façades", "FAC-{yyyy}-{seq:04d}")
        response = send(client, model, "describe", tab=SETTINGS, title="Aide", reference="FAC")
        assert response.status_code == 422
        assert "holds {seq:05d}" in response.content.decode()

    def test_opening_closing_locking(self, cast: Cast) -> None:
        model, client = new_model(cast.actor("admin")), cast.client("admin")
        for do, field, value in (
            ("close", "is_open", False),
            ("open", "is_open", True),
            ("lock", "locked", True),
            ("unlock", "locked", False),
        ):
            send(client, model, do, tab=SETTINGS)
            assert getattr(DossierModel.objects.get(pk=model.pk), field) is value, do


TABS = {
    STATUSES: [
        "add",
        "set",
        "set:draft",
        "set:x",
        "move-set",
        "move-set:draft",
        "move-set:draft:submitted",
        "move-set:x:y",
        "move-remove:draft:x",
        "limit:draft",
        "limit:x",
        "unlimit:draft:a:b",
        "unlimit:a",
        "up:x",
        "remove:draft",
        "remove:x",
    ],
    SCOPES: ["add", "set:x", "kind", "kind:x", "kind:opinion", "up:x", "down", "remove:x"],
    SETTINGS: ["describe", "open", "close", "lock", "unlock", "x"],
    "views_config:matrix": ["cells", "x"],
    "views_config:publish": ["publish", "x", ""],
    "views_config:versions": ["begin-again", "begin-again:x", "begin-again:9", "begin-again:-1"],
}


NAMES = [
    "title",
    "wording",
    "limit_days",
    "cap-internet",
    "to",
    "by",
    "needs",
    "requires",
    "limit_view",
    "limit_item",
    "limit_word",
    "view",
    "hidden",
    "verdict-0-title",
    "verdict-0-key",
    "description",
    "reference",
    "item",
    "cell:internet:nom",
    "cell:x:y",
    "page:crm:x",
    "column:x:",
    "column:crm:",
]


@pytest.mark.parametrize("tab", TABS)
def test_garbage_is_never_a_500(cast: Cast, tab: str) -> None:
    model, client = small_model(cast.actor("admin")), cast.client("admin")
    for number, (do, value) in enumerate(zip(TABS[tab] * 3, cycle(NAUGHTY), strict=False)):
        sent: dict[str, Any] = dict.fromkeys(NAMES, value)
        response = send(client, model, do, tab=tab, htmx=number % 2 == 0, **sent)
        assert response.status_code in (200, 302, 409, 422), (do, response.status_code)
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()
    assert client.get(address(model, tab), {"item": NAUGHTY[0]}).status_code == 200
