from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from dossiers.models import Document, Dossier
from tests.casting import (
    Cast,
    completed_draft,
    decided_dossier,
    dossier_in_hand,
    dossier_under_consultation,
    filed_dossier,
    moved,
    opened_dossier,
    uploaded,
)
from tests.citizen_portal.browsing import soup
from tests.samples import FILES

LIST = reverse("citizen_portal:dossiers")


def own_url(dossier: Dossier) -> str:
    return reverse("citizen_portal:dossier", args=[dossier.uid])


class TestMyDossiers:
    def test_it_says_so_when_there_are_none(self, cast: Cast) -> None:
        text = cast.client("citizen").get(LIST).content.decode()
        assert "Nothing here yet" in text

    def test_it_asks_who_you_are(self, cast: Cast) -> None:
        assert cast.client("nobody").get(LIST)["Location"] == f"/account/login/?next={LIST}"

    def test_it_shows_first_what_waits_for_the_applicant(self, cast: Cast) -> None:
        draft, filed = opened_dossier(cast).dossier, filed_dossier(cast)
        page = soup(cast.client("citizen").get(LIST))
        assert [str(each["href"]) for each in page.select(".portal-card__link")] == [
            own_url(draft),
            own_url(filed),
        ]
        assert [each.get_text(strip=True) for each in page.select(".portal-tag")] == ["Brouillon", "Déposé"]
        assert [str(each["href"]) for each in page.select("a.govuk-button")] == [f"{own_url(draft)}fill/"]

    def test_it_sets_apart_what_is_decided(self, cast: Cast) -> None:
        decided_dossier(cast)
        page = soup(cast.client("citizen").get(LIST))
        assert [each.get_text() for each in page.select("main h2")] == ["Decided"]

    def test_it_uses_the_portals_words(self, cast: Cast) -> None:
        dossier_under_consultation(cast)
        page = soup(cast.client("citizen").get(LIST))
        assert [each.get_text(strip=True) for each in page.select(".portal-tag")] == ["En instruction"]

    def test_it_shows_nothing_of_others(self, cast: Cast) -> None:
        filed_dossier(cast, "other_citizen")
        for role in ("citizen", "agent", "partner"):
            assert "Nothing here yet" in cast.client(role).get(LIST).content.decode()

    def test_it_takes_no_post(self, cast: Cast) -> None:
        assert cast.client("citizen").post(LIST).status_code == 405

    @pytest.mark.parametrize("count", [1, 4])
    def test_the_number_of_dossiers_costs_no_query(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
    ) -> None:
        for _ in range(count):
            completed_draft(cast)
        client = cast.client("citizen")
        client.get(LIST)
        # session, person, organisation; the dossiers; works here? asked something?
        with django_assert_num_queries(6):
            assert client.get(LIST).status_code == 200


class TestDossier:
    def test_it_shows_where_it_stands(self, cast: Cast) -> None:
        page = soup(cast.client("citizen").get(own_url(filed_dossier(cast))))
        assert [each.get_text(strip=True) for each in page.select(".portal-progress__title")] == [
            "Brouillon", "Déposé", "En instruction", "En commission", "Decision",
        ]  # fmt: skip
        current = page.select_one("[aria-current=step] .portal-progress__title")
        assert current is not None
        assert current.get_text() == "Déposé"

    def test_it_shows_the_decision_and_its_reasons(self, cast: Cast) -> None:
        page = soup(cast.client("citizen").get(own_url(decided_dossier(cast))))
        decision = page.select_one(".portal-decision")
        assert decision is not None
        assert "Accordé" in decision.get_text()
        assert "Projet conforme aux critères." in decision.get_text()

    def test_it_shows_a_refusal(self, cast: Cast) -> None:
        page = soup(cast.client("citizen").get(own_url(decided_dossier(cast, "refuse"))))
        assert page.select_one(".portal-decision--refused") is not None

    def test_it_shows_nothing_of_the_desk(self, cast: Cast) -> None:
        text = cast.client("citizen").get(own_url(decided_dossier(cast))).content.decode()
        assert "15000" not in text.replace("\u202f", "").replace("\xa0", "")
        assert "Dossier éligible" not in text
        assert "Avis en cours" not in text

    def test_it_calls_for_the_applicant(self, cast: Cast) -> None:
        dossier = moved(cast.actor("agent"), dossier_in_hand(cast), "a_completer")
        page = soup(cast.client("citizen").get(own_url(dossier)))
        assert page.select_one(f'a.govuk-button[href="{own_url(dossier)}fill/"]') is not None
        current = page.select_one("[aria-current=step] .portal-progress__title")
        assert current is not None
        assert current.get_text() == "À compléter"

    @pytest.mark.parametrize(
        "role", ["other_citizen", "agent", "partner", "admin", "other_organisation_admin"]
    )
    def test_it_is_nothing_to_others(self, cast: Cast, role: str) -> None:
        assert cast.client(role).get(own_url(dossier_under_consultation(cast).dossier)).status_code == 404

    def test_unknown_and_foreign_look_alike(self, cast: Cast) -> None:
        client = cast.client("citizen")
        unknown = client.get(reverse("citizen_portal:dossier", args=[uuid4()]))
        foreign = client.get(own_url(filed_dossier(cast, "other_citizen")))
        assert unknown.status_code == foreign.status_code == 404
        assert words(unknown) == words(foreign)

    def test_it_needs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        dossier, client = filed_dossier(cast), cast.client("citizen")
        client.get(own_url(dossier))
        with django_assert_num_queries(8):
            assert client.get(own_url(dossier)).status_code == 200


def words(response: HttpResponse) -> str:
    main = soup(response).find("main")
    assert main is not None
    return main.get_text(" ", strip=True)


class TestDocument:
    def document_url(self, document: Document, dossier: Dossier | None = None) -> str:
        return reverse("citizen_portal:document", args=[(dossier or document.dossier).uid, document.pk])

    def test_it_is_a_download_and_nothing_else(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        document = Document.objects.get(dossier=dossier, field="statuts")
        response = cast.client("citizen").get(self.document_url(document))
        assert b"".join(response.streaming_content) == FILES["statuts"][1]  # type: ignore[attr-defined]
        assert response["Content-Disposition"].startswith("attachment;")
        assert "filename*=utf-8''statuts%202019" in response["Content-Disposition"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "no-store, private"

    def test_the_depositor_opens_it_before_the_page_is_saved(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        document = uploaded(cast.actor("citizen"), sight, "rib")
        response = cast.client("citizen").get(self.document_url(document))
        assert response.status_code == 200
        response.close()

    @pytest.mark.parametrize("role", ["other_citizen", "agent", "partner"])
    def test_it_is_nothing_to_others(self, cast: Cast, role: str) -> None:
        document = Document.objects.get(dossier=filed_dossier(cast), field="rib")
        assert cast.client(role).get(self.document_url(document)).status_code == 404

    def test_it_is_not_found_under_another_dossier(self, cast: Cast) -> None:
        mine, theirs = filed_dossier(cast), filed_dossier(cast, "other_citizen")
        document = Document.objects.get(dossier=theirs, field="rib")
        assert cast.client("citizen").get(self.document_url(document, mine)).status_code == 404

    def test_it_asks_who_you_are(self, cast: Cast) -> None:
        document = Document.objects.get(dossier=filed_dossier(cast), field="rib")
        assert cast.client("nobody").get(self.document_url(document)).status_code == 302
