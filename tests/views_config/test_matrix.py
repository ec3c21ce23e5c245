"""The views matrix."""

from typing import Any

import pytest

from formengine.editing.rules import word_of
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, send, small_model

MATRIX = "views_config:matrix"


def column(document: dict[str, Any], view: str) -> list[str]:
    return [word_of(document, key, view) for key in document["properties"]]


class TestMatrix:
    def test_it_is_a_table_with_a_labelled_control_in_each_cell(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        page = cast.client("admin").get(address(model, MATRIX)).content.decode()
        assert 'aria-label="Nom, Applicant"' in page
        assert 'name="cell:partner:budget.montant"' in page
        assert page.count("<select") == 3 * (1 + 1 + 4 + 1)

    def test_one_cell(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        send(cast.client("admin"), model, "cells", tab=MATRIX, **{"cell:partner:nom": "read"})
        assert column(draft_of(model), "partner") == ["read", "hidden", "hidden", "hidden"]

    def test_what_partners_could_overwrite_is_said_and_not_refused(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        said = "“Partner” can change what the applicant wrote: “Nom”, “Budget”."
        assert (
            "can change what the applicant wrote" not in client.get(address(model, MATRIX)).content.decode()
        )
        cells = {"cell:partner:nom": "edit", "cell:partner:budget": "edit", "cell:partner:public": "read"}
        quiet = send(client, model, "cells", tab=MATRIX, htmx=True, quiet="1", **cells)
        assert said in quiet.content.decode()
        for tab in (MATRIX, "views_config:publish"):
            assert said in client.get(address(model, tab)).content.decode()
        assert send(client, model, "publish", tab="views_config:publish").status_code == 302

    def test_a_view_of_its_own_is_renamed_and_removed(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "party-add", tab="dossier_models:scopes", title="Témoin")
        send(client, model, "view-set:temoin", tab=MATRIX, item="temoin", title="Vue du témoin")
        page = client.get(address(model, MATRIX), {"item": "temoin"}).content.decode()
        assert 'value="Vue du témoin"' in page
        refused = send(client, model, "view-remove:temoin", tab=MATRIX, item="temoin")
        assert refused.status_code == 422
        assert "“Vue du témoin” is still looked through: “Témoin”." in refused.content.decode()
        send(client, model, "party-remove:temoin", tab="dossier_models:scopes")
        assert send(client, model, "view-remove:temoin", tab=MATRIX, item="temoin").status_code == 302
        assert list(draft_of(model)["x-views"]) == ["internet", "crm", "partner"]
        assert "view-remove" not in client.get(address(model, MATRIX), {"item": "crm"}).content.decode()
        for do in ("view-remove:crm", "view-remove:x", "view-remove", "view-set:x", "view-set:crm"):
            assert send(client, model, do, tab=MATRIX).status_code == 422, do

    @pytest.mark.parametrize("name", ["column:crm:", "page:crm:page_1"])
    def test_a_whole_column_and_a_whole_page(self, cast: Cast, name: str) -> None:
        model = small_model(cast.actor("admin"))
        send(cast.client("admin"), model, "cells", tab=MATRIX, **{name: "edit!"})
        assert column(draft_of(model), "crm") == ["edit!"] * 4

    def test_a_child_may_differ_from_its_group(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "cells", tab=MATRIX, **{"cell:crm:budget.montant": "hidden"})
        assert draft_of(model)["x-views"]["crm"]["rules"]["budget.montant"] == "hidden"
        send(client, model, "cells", tab=MATRIX, **{"cell:crm:budget.montant": ""})
        assert "budget.montant" not in draft_of(model)["x-views"]["crm"]["rules"]

    def test_parts_at_any_depth_have_a_row(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "add", item="budget", title="Détail", type="group", where="in:budget")
        send(client, model, "add", item="budget.detail", title="TVA", type="money", where="in:budget.detail")
        cell = "cell:crm:budget.detail.tva"
        page = client.get(address(model, MATRIX)).content.decode()
        assert f'name="{cell}"' in page
        assert "matrix-depth-2" in page
        sent = send(client, model, "cells", tab=MATRIX, htmx=True, quiet="1", **{cell: "hidden"})
        assert draft_of(model)["x-views"]["crm"]["rules"]["budget.detail.tva"] == "hidden"
        assert sent.content.decode().count("<select") == 3  # and those of the groups around
        narrowed = client.get(address(model, MATRIX), {"item": "crm"}).content.decode()
        assert cell not in narrowed

    def test_a_group_may_set_all_that_is_inside(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        assert "all:read" not in client.get(address(model, MATRIX)).content.decode()
        send(client, model, "cells", tab=MATRIX, **{"cell:crm:budget.montant": "hidden"})
        assert client.get(address(model, MATRIX)).content.decode().count('value="all:read"') == 1
        send(client, model, "cells", tab=MATRIX, **{"cell:crm:budget": "all:edit"})
        rules = draft_of(model)["x-views"]["crm"]["rules"]
        assert rules["budget"] == "edit"
        assert "budget.montant" not in rules
        refused = send(client, model, "cells", tab=MATRIX, **{"cell:crm:budget": "all:nonsense"})
        assert refused.status_code == 422

    def test_a_single_cell_comes_back_alone(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        cell = {"cell:partner:nom": "read", "quiet": "1"}
        response = send(cast.client("admin"), model, "cells", tab=MATRIX, htmx=True, **cell)
        page = response.content.decode()
        assert response.headers["HX-Reswap"] == "none"
        assert page.count("<select") == 1
        assert 'class="cell cell--read"' in page

    def test_without_javascript_the_whole_form_is_sent(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        cells = {
            f"cell:{view}:{key}": word_of(draft_of(model), key, view)
            for view in ("internet", "crm", "partner")
            for key in draft_of(model)["properties"]
        }
        send(
            client, model, "cells", tab=MATRIX, **{**cells, "cell:partner:public": "read", "column:crm:": ""}
        )
        assert column(draft_of(model), "partner") == ["hidden", "read", "hidden", "hidden"]

    def test_rows_can_be_narrowed_to_what_a_view_sees(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "cells", tab=MATRIX, **{"cell:partner:nom": "read"})
        page = client.get(address(model, MATRIX), {"item": "partner"}).content.decode()
        assert "cell:partner:nom" in page
        assert "cell:partner:public" not in page

    def test_queries_do_not_grow_with_the_model(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        client = cast.client("admin")
        client.get(address(cast.model, MATRIX))
        with django_assert_max_num_queries(13):
            assert client.get(address(cast.model, MATRIX)).status_code == 200

    @pytest.mark.parametrize("role", ["agent", "citizen", "other_organisation_admin", "nobody"])
    def test_others_change_nothing(self, cast: Cast, role: str) -> None:
        model = small_model(cast.actor("admin"))
        response = send(cast.client(role), model, "cells", tab=MATRIX, **{"cell:partner:nom": "edit"})
        assert response.status_code in (302, 403, 404)
        assert column(draft_of(model), "partner") == ["hidden"] * 4
