"""The side doors that a snippet brings along: list, chooser, bulk actions, history, copy, delete…"""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from accounts.models import User
from dossier_models.models import DossierModel
from tests.casting import Cast

LIST = "dossier_models_list:index"
OUTSIDERS = ("agent", "citizen", "partner", "nobody", "other_organisation_admin", "agent_elsewhere")


def doors(model: DossierModel) -> list[str]:
    """Every address that Wagtail's snippet views could answer at for one model."""
    at, pk = reverse(LIST), model.pk
    revision = model.latest_revision_id
    named = [
        f"{at}{name}/{pk}/"
        for name in ("edit", "delete", "usage", "history", "history-results", "copy", "inspect")
    ]
    named += [
        f"{at}{name}/{pk}/"
        for name in ("lock", "unlock", "preview", "reorder", "unpublish", "workflow_history")
    ]
    named += [
        f"{at}history/{pk}/revisions/{revision}/revert/",
        f"{at}history/{pk}/revisions/{revision}/view/",
        f"{at}history/{pk}/revisions/compare/earliest...latest/",
        "/desk/snippets/choose/dossier_models/dossiermodel/",
        "/desk/snippets/choose/dossier_models/dossiermodel/results/",
        f"/desk/snippets/choose/dossier_models/dossiermodel/chosen/{pk}/",
        f"/desk/bulk/dossier_models/dossiermodel/delete/?id={pk}",
    ]
    boards = ("fields", "statuses", "scopes", "settings")
    named += [reverse(f"dossier_models:{name}", args=[pk]) for name in boards]
    return named + [
        reverse(f"views_config:{name}", args=[pk]) for name in ("matrix", "preview", "publish", "versions")
    ]


def shown(response: Any) -> str:
    return response.content.decode() if response.status_code == 200 else ""


class TestSideDoors:
    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_outsiders_find_every_door_shut(self, cast: Cast, role: str) -> None:
        client = cast.client(role)
        for address in doors(cast.model):
            for response in (client.get(address), client.post(address, {"do": "remove:asso_nom"})):
                assert response.status_code in (302, 403, 404, 405), address
                assert cast.model.title not in shown(response), address
        after = DossierModel.objects.get(pk=cast.model.pk)
        assert (after.draft, after.draft_number, after.locked) == (
            cast.model.draft,
            cast.model.draft_number,
            False,
        )

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_outsiders_do_not_see_the_list(self, cast: Cast, role: str) -> None:
        for address in (reverse(LIST), f"{reverse(LIST)}results/"):
            response = cast.client(role).get(address)
            assert response.status_code in (200, 302, 403, 404)
            assert cast.model.title not in shown(response)

    def test_an_administrator_elsewhere_sees_nothing_on_their_own_host(
        self, cast: Cast, settings: Any
    ) -> None:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "grandlieu.example"]
        client = cast.client("other_organisation_admin")
        here = {"HTTP_HOST": "grandlieu.example"}
        assert cast.model.title not in shown(client.get(reverse(LIST), **here))
        for address in doors(cast.model):
            assert client.get(address, **here).status_code in (302, 403, 404), address

    def test_being_a_superuser_opens_nothing(self, cast: Cast) -> None:
        user = User.objects.create_superuser("root@ville.example", "secret")
        client = cast.client("nobody")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for address in doors(cast.model):
            response = client.post(address, {})
            assert response.status_code in (302, 403, 404, 405), address
            assert cast.model.title not in shown(client.get(address)), address
        assert DossierModel.objects.filter(pk=cast.model.pk).exists()

    def test_only_our_own_doors_answer_to_its_administrator(self, cast: Cast) -> None:
        client = cast.client("admin")
        answering = [address for address in doors(cast.model) if client.get(address).status_code == 200]
        assert all(address.startswith(f"{reverse(LIST)}{cast.model.pk}/") for address in answering)
        assert len(answering) == 8
        assert (
            client.post(f"/desk/bulk/dossier_models/dossiermodel/delete/?id={cast.model.pk}").status_code
            != 200
        )
        assert DossierModel.objects.filter(pk=cast.model.pk).exists()

    def test_wagtail_s_own_links_lead_to_the_board(self, cast: Cast) -> None:
        response = cast.client("admin").get(f"{reverse(LIST)}edit/{cast.model.pk}/")
        assert response.headers["Location"] == reverse("dossier_models:fields", args=[cast.model.pk])
        for other in ("0", "999999", "x", "1" * 40):
            assert cast.client("admin").get(f"{reverse(LIST)}edit/{other}/").status_code == 404

    def test_nothing_of_ours_is_a_snippet(self) -> None:
        """Snippets have a chooser and bulk actions, which show titles to everybody who enters the desk."""
        assert get_snippet_models() == []


class TestList:
    def test_it_says_where_each_model_stands(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        client = cast.client("admin")
        client.get(reverse(LIST))
        with django_assert_max_num_queries(12):
            page = client.get(reverse(LIST)).content.decode()
        for text in (cast.model.title, "Version 1", "As published", "New dossier model"):
            assert text in page

    def test_empty_it_says_what_to_do(self, cast: Cast, settings: Any) -> None:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "grandlieu.example"]
        page = cast.client("other_organisation_admin").get(reverse(LIST), HTTP_HOST="grandlieu.example")
        assert "No dossier model yet" in page.content.decode()

    def test_the_menu_leads_there_for_administrators_only(self, cast: Cast) -> None:
        assert reverse(LIST) in cast.client("admin").get("/desk/").content.decode()
        assert f'"{reverse(LIST)}"' not in cast.client("agent").get("/desk/").content.decode()
