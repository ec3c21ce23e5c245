"""The fields tab over HTTP."""

from itertools import cycle
from typing import Any

import pytest

from accounts.models import Membership
from accounts.services import appoint
from dossier_models.models import DossierModel
from tests.casting import Cast
from tests.dossier_models.board import HTMX, address, draft_of, new_model, send, small_model

NAUGHTY = (
    "\x00",
    "x" * 100_000,
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "%s%(a)s",
    "\u202e",
    "💥",
)


class TestShowing:
    def test_the_outline_the_panel_and_the_preview_are_there(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        page = cast.client("admin").get(address(model), {"item": "jauge"}).content.decode()
        for text in (
            'id="line-nom"',
            'id="line-budget--montant"',
            'name="set-minimum"',
            'id="board-preview-frame"',
        ):
            assert text in page
        assert "Shown when “Public” is yes." in page

    def test_queries_do_not_grow_with_the_model(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        client = cast.client("admin")
        for model in (small_model(cast.actor("admin")), cast.model):
            client.get(address(model))
            with django_assert_max_num_queries(13):
                assert client.get(address(model)).status_code == 200

    def test_htmx_gets_a_fragment(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        response = cast.client("admin").get(address(model), {"item": "nom"}, headers=HTMX)
        page = response.content.decode()
        assert page.lstrip().startswith('<div id="board"')
        assert "<html" not in page
        assert response.headers["HX-Push-Url"].endswith("?item=nom")

    @pytest.mark.parametrize("item", ["fantome", "budget.fantome", "x" * 5000, "\x00", "a.b.c", "page_1"])
    def test_something_that_is_no_more_is_not_selected(self, cast: Cast, item: str) -> None:
        model = small_model(cast.actor("admin"))
        assert cast.client("admin").get(address(model), {"item": item}).status_code == 200

    def test_faults_are_shown_at_their_field_and_counted(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        client = cast.client("admin")
        send(client, model, "add", title="Aide demandée", type="choice", who="citizen", where="page:page_1")
        page = client.get(address(model), {"item": "aide_demandee"}).content.decode()
        assert "1 thing to put right" in page
        assert page.count("“Aide demandée” has no options to choose from.") == 4  # head, line (twice), panel


class TestGestures:
    def test_a_gesture_without_javascript_leads_back_to_the_page(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        response = send(
            cast.client("admin"), model, "add", title="Adresse du bien", type="address", where="page:page_1"
        )
        assert response.status_code == 302
        assert response.headers["Location"].endswith("?item=adresse_du_bien")
        assert draft_of(model)["properties"]["adresse_du_bien"]["x-type"] == "address"

    def test_with_htmx_it_answers_the_board_and_wakes_the_preview(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        response = send(
            cast.client("admin"), model, "add", htmx=True, title="Nom", type="text", where="page:page_1"
        )
        assert response.status_code == 200
        assert response.headers["HX-Trigger-After-Swap"] == "draft-changed"
        assert 'hx-swap-oob="true"' in response.content.decode()

    def test_an_autosave_redraws_one_line_only(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        values = {"item": "nom", "title": "Votre nom", "who": "citizen", "required": "on", "quiet": "1"}
        page = send(cast.client("admin"), model, "set:nom", htmx=True, **values).content.decode()
        assert "Votre nom" in page
        assert 'id="line-public"' not in page
        assert 'id="board"' not in page

    def test_every_setting_of_a_field(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        values = {
            "title": "Jauge",
            "help": "Places",
            "who": "agent",
            "set-minimum": "1",
            "set-maximum": "900",
            "set-x-unit": "places",
        }
        send(cast.client("admin"), model, "set:jauge", item="jauge", **values)
        draft = draft_of(model)
        schema = draft["properties"]["jauge"]
        assert (schema["minimum"], schema["maximum"], schema["x-unit"], schema["description"]) == (
            1,
            900,
            "places",
            "Places",
        )
        assert [view["rules"]["jauge"] for view in draft["x-views"].values()] == ["hidden", "edit", "hidden"]

    def test_a_child_goes_inside_its_group(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        send(
            cast.client("admin"), model, "add", item="budget", title="Sens", type="choice", where="in:budget"
        )
        send(
            cast.client("admin"),
            model,
            "set:budget.sens",
            title="Sens",
            options="Charge\nProduit",
            required="on",
        )
        rows = draft_of(model)["properties"]["budget"]["items"]
        assert [each["const"] for each in rows["properties"]["sens"]["oneOf"]] == ["charge", "produit"]
        assert rows["required"] == ["sens"]

    def test_a_condition_is_saved_once_it_is_complete(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        client = cast.client("admin")
        half = {"clause-0-field": "jauge", "clause-0-operator": "at_least", "item": "budget"}
        response = send(client, model, "condition:budget", htmx=True, **half)
        assert response.status_code == 200
        assert 'name="clause-0-value"' in response.content.decode()
        assert "x-when" not in draft_of(model)["properties"]["budget"]
        send(client, model, "condition:budget", **half, **{"clause-0-value": "300"})
        assert draft_of(model)["properties"]["budget"]["x-when"] == {">=": [{"var": "jauge"}, 300]}
        send(client, model, "condition:budget", **half, **{"clause-0-value": "300", "drop": "0"})
        assert "x-when" not in draft_of(model)["properties"]["budget"]

    def test_what_a_view_may_guess_is_declared_where_the_fault_is(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        client = cast.client("admin")
        cell = {"cell:partner:jauge": "read"}
        send(client, model, "cells", tab="views_config:matrix", **cell)
        page = client.get(address(model), {"item": "jauge"}).content.decode()
        assert "which the view “Partner” does not show" in page
        assert 'value="reveal:partner:public"' in page
        send(client, model, "reveal:partner:public")
        assert "to put right" not in client.get(address(model)).content.decode()
        assert draft_of(model)["x-views"]["partner"]["reveals"] == ["public"]

    def test_moving_duplicating_removing_undoing(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        client = cast.client("admin")
        for do in ("up:jauge", "duplicate:nom", "place:budget:page_1:nom", "page-add", "remove:jauge"):
            assert send(client, model, do, title="Suite").status_code == 302
        assert draft_of(model)["x-pages"][0]["items"] == ["budget", "nom", "nom_2", "public"]
        send(client, model, "undo")
        assert "jauge" in draft_of(model)["properties"]
        send(client, model, "redo")
        assert "jauge" not in draft_of(model)["properties"]
        assert send(client, model, "redo").status_code == 409


class TestRefusals:
    def test_a_field_in_use_stays_and_its_users_are_named(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        response = send(cast.client("admin"), model, "remove:public", item="public")
        assert response.status_code == 422
        assert "“Public” is still needed by the condition of “Jauge”." in response.content.decode()
        assert "public" in draft_of(model)["properties"]

    def test_what_was_typed_comes_back(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        values = {"title": "Jauge modifiée", "set-minimum": "beaucoup", "who": "citizen"}
        response = send(
            cast.client("admin"), model, "set:jauge", item="jauge", htmx=True, quiet="1", **values
        )
        assert response.status_code == 422
        assert response.headers["HX-Retarget"] == "#board"
        page = response.content.decode()
        assert 'value="Jauge modifiée"' in page
        assert 'value="beaucoup"' in page
        assert "Enter a whole number." in page

    def test_somebody_else_s_change_is_told_and_mine_offered_again(self, cast: Cast) -> None:
        appoint(user=cast.agent, organisation=cast.organisation, role=Membership.Role.ADMIN)
        model = new_model(cast.actor("admin"))
        send(cast.client("admin"), model, "add", title="Nom", type="text", where="page:page_1")
        client = cast.client("agent")
        sent = {"title": "Date de naissance", "type": "date", "where": "page:page_1", "who": "agent"}
        response = send(client, model, "add", drawn_on=0, **sent)
        page = response.content.decode()
        assert response.status_code == 409
        assert f"{cast.admin} has changed this draft" in page
        assert 'name="title" value="Date de naissance"' in page
        assert list(draft_of(model)["properties"]) == ["nom"]
        assert send(client, model, "add", **sent).status_code == 302
        assert list(draft_of(model)["properties"]) == ["nom", "date_de_naissance"]

    @pytest.mark.parametrize("role", ["agent", "citizen", "other_organisation_admin", "nobody"])
    def test_others_change_nothing(self, cast: Cast, role: str) -> None:
        model = small_model(cast.actor("admin"))
        before = draft_of(model)
        assert send(cast.client(role), model, "remove:jauge").status_code in (302, 403, 404)
        assert draft_of(model) == before

    def test_the_token_is_asked_for(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        client = cast.client("admin")
        client.handler.enforce_csrf_checks = True
        assert send(client, model, "remove:jauge").status_code == 403

    def test_other_verbs_are_405(self, cast: Cast) -> None:
        assert cast.client("admin").delete(address(small_model(cast.actor("admin")))).status_code == 405


VERBS = [
    *[
        "",
        "add",
        "set",
        "set:",
        "set:nom",
        "set:fantome",
        "set:budget.montant",
        "condition:nom",
        "condition:",
        "condition:a:b",
        "free:nom",
        "up",
        "up:",
        "up:fantome",
        "down:a:b:c",
        "place",
        "place:nom",
        "place:nom:nowhere",
        "place:nom:page_1:fantome",
        "duplicate:fantome",
        "remove:budget.",
        "remove:.",
        "page-add",
        "page-set:page_1",
        "page-set:nom",
        "page-remove:page_1",
        "page-up:x",
        "reveal",
        "reveal:x:y",
        "reveal:partner:fantome",
        "undo",
        "redo",
        "publish",
        "__class__",
    ],
    "x" * 10_000,
    "a:" * 50,
]


NAMES = [
    "title",
    "help",
    "who",
    "required",
    "type",
    "where",
    "item",
    "join",
    "clause-0-field",
    "clause-0-operator",
    "clause-0-value",
    "set-pattern",
    "set-minLength",
    "set-minimum",
    "options",
]


def test_garbage_is_never_a_500(cast: Cast) -> None:
    model, client = small_model(cast.actor("admin")), cast.client("admin")
    for number, (do, value) in enumerate(zip(VERBS * 3, cycle(NAUGHTY), strict=False)):
        response = send(client, model, do, htmx=number % 2 == 0, **dict.fromkeys(NAMES, value))
        assert response.status_code in (200, 302, 409, 422), (do, response.status_code)
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()
    for wrong in ("", "x", "-1", "1e9", "9" * 40, "\x00", "١"):
        assert send(client, model, "up:jauge", drawn_on=wrong).status_code == 409
    assert DossierModel.objects.get(pk=model.pk)
    assert client.get(address(model)).status_code == 200
