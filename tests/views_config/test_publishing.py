"""Publishing, the versions, and what a version changes."""

from typing import Any

import pytest

from dossier_models.models import ModelVersion
from formengine import editing
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, new_model, send, small_model
from views_config.comparing import compare

PUBLISH, VERSIONS = "views_config:publish", "views_config:versions"


class TestPublish:
    def test_it_says_who_will_see_what_and_does_it(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        assert "Version 1 is ready" in client.get(address(model, PUBLISH)).content.decode()
        send(client, model, "publish", tab=PUBLISH)
        send(client, model, "cells", tab="views_config:matrix", **{"cell:partner:nom": "read"})
        page = client.get(address(model, PUBLISH)).content.decode()
        assert "“Partner” from now on" in page
        response = send(client, model, "publish", tab=PUBLISH)
        assert response.headers["Location"] == address(model, VERSIONS)
        assert ModelVersion.objects.filter(model=model).count() == 2

    def test_faults_are_listed_with_the_way_to_them_and_refuse_it(self, cast: Cast) -> None:
        model, client = new_model(cast.actor("admin")), cast.client("admin")
        page = client.get(address(model, PUBLISH)).content.decode()
        assert f'href="{address(model)}?item=page_1"' in page
        assert 'value="publish"' not in page
        assert send(client, model, "publish", tab=PUBLISH).status_code == 422
        assert not ModelVersion.objects.filter(model=model).exists()

    def test_twice_is_once(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "publish", tab=PUBLISH)
        response = send(client, model, "publish", tab=PUBLISH)
        assert response.status_code == 409
        assert "Nothing has changed since the last version." in response.content.decode()

    def test_only_what_was_shown_is_published(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        assert send(client, model, "publish", tab=PUBLISH, drawn_on=99).status_code == 409
        assert not ModelVersion.objects.filter(model=model).exists()

    @pytest.mark.parametrize("role", ["agent", "citizen", "other_organisation_admin", "nobody"])
    def test_others_may_not(self, cast: Cast, role: str) -> None:
        model = small_model(cast.actor("admin"))
        assert send(cast.client(role), model, "publish", tab=PUBLISH).status_code in (302, 403, 404)
        assert not ModelVersion.objects.filter(model=model).exists()


class TestVersions:
    def test_number_date_person_and_fingerprint(self, cast: Cast) -> None:
        page = cast.client("admin").get(address(cast.model, VERSIONS)).content.decode()
        version = cast.model.version
        assert version is not None
        for text in (str(cast.admin), version.digest[:12], "in force"):
            assert text in page

    def test_a_draft_can_begin_again_from_one(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "publish", tab=PUBLISH)
        first = draft_of(model)
        send(client, model, "remove:jauge")
        send(client, model, "begin-again:1", tab=VERSIONS)
        assert draft_of(model) == first
        send(client, model, "undo", tab=VERSIONS)
        assert "jauge" not in draft_of(model)["properties"]

    def test_another_model_s_version_is_not_offered(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        before = draft_of(model)
        send(client, model, "begin-again:1", tab=VERSIONS)
        assert draft_of(model) == before


class TestCompare:
    @pytest.fixture
    def document(self, cast: Cast) -> dict[str, Any]:
        return draft_of(small_model(cast.actor("admin")))

    def test_added_gone_altered(self, document: dict[str, Any]) -> None:
        new = editing.remove_field(document, "jauge")
        new = editing.add_field(new, type="date", title="Début")
        new = editing.set_field(new, "nom", title="Votre nom")
        found = compare(document, new)
        assert (found.added, found.removed, found.altered) == (("Début",), ("Jauge",), ("Votre nom",))

    def test_who_newly_sees_what(self, document: dict[str, Any]) -> None:
        new = editing.set_rule(document, "nom", view="partner", word="read")
        new = editing.set_rule(new, "public", view="crm", word="edit")
        new = editing.set_rule(new, "jauge", view="crm", word="hidden")
        exposures = {each.view: each for each in compare(document, new).exposures}
        assert exposures["partner"].shows == ("Nom",)
        assert (exposures["crm"].edits, exposures["crm"].hides) == (("Public",), ("Jauge",))
        assert exposures["internet"].is_empty

    def test_nothing_is_nothing(self, document: dict[str, Any]) -> None:
        assert compare(document, document).is_empty
