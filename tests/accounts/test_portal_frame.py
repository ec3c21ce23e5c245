"""What stands around every page of the portal, and the pages that say no."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.context import portal
from accounts.middleware import OrganisationMiddleware
from accounts.refusals import Refusal
from tests.casting import Cast, dossier_under_consultation

LOGIN = reverse("account_login")


def page(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


class TestColours:
    def test_they_are_a_stylesheet_kept_for_a_year(self, client: Client) -> None:
        response = client.get(reverse("accounts:colours", args=["8a2432"]))
        assert response["Content-Type"] == "text/css; charset=utf-8"
        assert "immutable" in response["Cache-Control"]
        assert b"--brand:#8a2432" in response.content

    @pytest.mark.parametrize("colour", ["8A2432", "8a243", "8a2432ff", "red", "8a2432;}"])
    def test_nothing_but_a_colour_gets_into_them(self, client: Client, colour: str, db: None) -> None:
        assert client.get(f"/portal/colours-{colour}.css").status_code == 404

    def test_they_ask_the_database_nothing(
        self, client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            client.get(reverse("accounts:colours", args=["8a2432"]))

    def test_every_page_names_those_of_its_organisation(self, cast: Cast) -> None:
        cast.organisation.colour = "#00FF7F"
        cast.organisation.save(update_fields=["colour"])
        assert page(Client().get(LOGIN)).find("link", href="/portal/colours-00ff7f.css") is not None


class TestFrame:
    def test_it_names_the_organisation_and_how_to_reach_it(self, cast: Cast) -> None:
        text = Client().get("/").content.decode()
        assert "Ville de Saint-Aubin" in text
        assert "mailto:mairie@ville.example" in text

    def test_it_offers_what_somebody_may_open(self, cast: Cast) -> None:
        def offered(role: str) -> list[str]:
            links = page(cast.client(role).get("/")).select(".portal-navigation a, .portal-navigation button")
            return [each.get_text(strip=True) for each in links]

        assert offered("nobody") == ["Forms", "Attach a dossier", "Sign in"]
        assert offered("citizen") == [
            "Forms",
            "My dossiers",
            "Attach a dossier",
            "Maëlle Le Goff",
            "Sign out",
        ]
        assert "Desk" in offered("agent")

    def test_it_offers_requests_to_those_who_were_asked(self, cast: Cast) -> None:
        dossier_under_consultation(cast)
        assert "Requests" in page(cast.client("partner").get("/")).select(".portal-navigation")[0].get_text()
        assert (
            "Requests" not in page(cast.client("citizen").get("/")).select(".portal-navigation")[0].get_text()
        )

    def test_it_has_one_heading_one_main_part_and_a_way_past_the_navigation(self, cast: Cast) -> None:
        for url in ("/", LOGIN, reverse("account_signup"), reverse("account_reset_password")):
            found = page(Client().get(url))
            assert len(found.select("h1")) == 1
            assert len(found.select("main#main-content")) == 1
            assert found.select_one('a.govuk-skip-link[href="#main-content"]') is not None

    def test_the_name_of_an_organisation_is_text(self, cast: Cast) -> None:
        cast.organisation.name = "<script>alert(1)</script>"
        cast.organisation.save(update_fields=["name"])
        assert b"<script>alert" not in Client().get("/").content


class TestLanguage:
    URL = reverse("accounts:language")

    def test_it_is_remembered_by_the_browser(self, cast: Cast) -> None:
        client = Client()
        response = client.post(self.URL, {"language": "fr", "next": LOGIN})
        assert response["Location"] == LOGIN
        assert page(client.get(LOGIN)).html["lang"] == "fr"  # type: ignore[index]

    def test_it_is_remembered_for_mails(self, cast: Cast) -> None:
        cast.client("citizen").post(self.URL, {"language": "fr"})
        cast.citizen.refresh_from_db()
        assert cast.citizen.language == "fr"

    @pytest.mark.parametrize("language", ["", "xx", "de", "\x00", "fr'--", "f" * 5000])
    def test_a_language_we_do_not_speak_changes_nothing(self, cast: Cast, language: str) -> None:
        assert cast.client("citizen").post(self.URL, {"language": language}).status_code == 302
        cast.citizen.refresh_from_db()
        assert cast.citizen.language == "en"

    @pytest.mark.parametrize(
        "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
    )
    def test_it_leads_nowhere_else(self, cast: Cast, there: str) -> None:
        assert Client().post(self.URL, {"language": "fr", "next": there})["Location"] == "/"

    def test_it_is_changed_by_post_only(self, cast: Cast) -> None:
        assert Client().get(self.URL).status_code == 405


class TestRefusals:
    @pytest.mark.parametrize("status", [403, 404, 409, 422, 429])
    def test_a_refusal_is_a_page_that_says_what_to_do(
        self, cast: Cast, status: int, rf: RequestFactory
    ) -> None:
        refusal = Refusal("Say it in <words>.")
        refusal.http_status = status
        request = rf.get("/")
        request.user = cast.citizen
        middleware = OrganisationMiddleware(lambda _request: HttpResponse())
        middleware(request)
        response = middleware.process_exception(request, refusal)
        assert response is not None
        assert response.status_code == status
        found = page(response)
        assert "Say it in <words>." in found.get_text()
        assert len(found.select("h1")) == 1
        assert found.select_one('main a[href="/dossiers/"]') is not None

    def test_an_unknown_address_has_a_page(self, cast: Cast) -> None:
        response = Client().get("/nowhere/")
        assert response.status_code == 404
        assert "There is nothing here" in page(response).get_text()

    def test_a_host_without_organisation_has_a_page(self, db: None) -> None:
        response = Client().get("/")
        assert response.status_code == 404
        assert "Trivium" in response.content.decode()

    def test_a_page_open_for_too_long_has_a_page(self, cast: Cast) -> None:
        response = Client(enforce_csrf_checks=True).post(LOGIN, {})
        assert response.status_code == 403
        assert "open for too long" in page(response).get_text()

    def test_what_cannot_be_read_has_a_page(self, cast: Cast) -> None:
        response = Client().get("/", headers={"host": "elsewhere.example:1"})
        assert response.status_code == 400
        assert "This cannot be read" in response.content.decode()

    @override_settings(DEBUG=False)
    def test_our_own_faults_have_a_page(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: Any) -> None:
            raise RuntimeError("broken on purpose")

        monkeypatch.setattr("citizen_portal.views.starting.open_models", broken)
        response = Client(raise_request_exception=False).get("/")
        assert response.status_code == 500
        assert "Something went wrong on our side" in response.content.decode()
        assert "broken on purpose" not in response.content.decode()

    @pytest.mark.parametrize("name", ["400.html", "500.html"])
    def test_pages_for_faults_need_nothing(self, name: str) -> None:
        assert "govuk-heading-xl" in render_to_string(name)

    def test_a_reader_learns_nothing_from_a_dossier_that_is_not_there(self, cast: Cast) -> None:
        response = cast.client("citizen").get(reverse("citizen_portal:dossier", args=[uuid4()]))
        assert response.status_code == 404
        assert "There is nothing here" in page(response).get_text()


def test_the_frame_of_a_request_without_organisation_is_plain(rf: RequestFactory) -> None:
    frame = portal(rf.get("/"))["portal"]
    assert (frame.name, frame.colour, frame.works_here) == ("Trivium", "1d4f91", False)  # type: ignore[attr-defined]
