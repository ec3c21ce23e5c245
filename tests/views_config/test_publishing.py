"""Publishing, the versions, and what a version changes."""

import pytest

from dossier_models.models import ModelVersion
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, new_model, send, small_model

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

    def test_any_two_are_compared(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "publish", tab=PUBLISH)
        send(client, model, "remove:jauge")
        send(client, model, "publish", tab=PUBLISH)
        send(client, model, "remove:public")
        versions = address(model, VERSIONS)
        between = client.get(versions, {"from": "1", "to": "2"}).content.decode()
        assert "From version 1 to version 2" in between
        assert "“Jauge” is gone: its answers are set aside." in between
        assert "Public" not in between
        to_draft = client.get(versions, {"from": "2", "to": "draft"}).content.decode()
        assert "“Public” is gone: its answers are set aside." in to_draft
        backwards = client.get(versions, {"from": "2", "to": "1"}).content.decode()
        assert "New fields" in backwards
        same = client.get(versions, {"from": "2", "to": "2"}).content.decode()
        assert "Nothing is different." in same
        assert "Safe for open dossiers" in same

    @pytest.mark.parametrize("asked", [{"from": "9", "to": "1"}, {"from": "1"}, {"from": "x", "to": "draft"}])
    def test_what_is_no_version_is_not_compared(self, cast: Cast, asked: dict[str, str]) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "publish", tab=PUBLISH)
        response = client.get(address(model, VERSIONS), asked)
        assert response.status_code == 200
        assert "publish-verdict" not in response.content.decode()
