from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dossiers.models import Dossier, Outbox
from dossiers.sights import as_agent
from tests.casting import Cast, completed_draft, dossier_in_hand, filed_dossier, moved, opened_dossier, save
from tests.citizen_portal.browsing import errors, inputs, main_form, page_url, press, soup

CHECK = "check-answers"


def sent(client: Client, dossier: Dossier, **changed: str) -> Any:
    """What the check's form sends when its button is pressed."""
    form = main_form(client.get(page_url(dossier, CHECK)))
    button = form.select_one("button[name=to]")
    assert button is not None
    return {**inputs(form), "to": str(button["value"]), **changed}


def receipt_url(dossier: Dossier) -> str:
    return reverse("citizen_portal:receipt", args=[dossier.uid])


class TestChecking:
    def test_it_shows_every_answer_with_a_way_to_change_it(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        page = cast.client("citizen").get(page_url(sight, CHECK))
        text = page.content.decode()
        assert "Association Les Tréteaux du Marais" in text
        assert "RIB_Tréteaux.jpg" in text
        links = [str(each["href"]) for each in soup(page).select(".page-summary p a")]
        pages = ("association", "projet", "budget", "pieces")
        assert links == [f"{page_url(sight, key)}?return={CHECK}" for key in pages]
        button = main_form(page).select_one("button[name=to]")
        assert button is not None
        assert button.get_text(strip=True) == "Déposer ma demande"

    def test_it_names_the_pages_on_which_something_is_missing(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        save_without(cast, sight, "rib")
        page = soup(cast.client("citizen").get(page_url(sight, CHECK)))
        assert [each.get_text(strip=True) for each in page.select("#error-summary a")] == ["Les pièces"]

    def test_it_warns_of_what_was_typed_and_not_saved(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        press(client, page_url(sight, "projet"), {"projet_titre": ""})
        page = soup(client.get(page_url(sight, CHECK)))
        assert [each.get_text() for each in page.select(".govuk-inset-text a")] == ["Le projet"]

    def test_it_needs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        client.get(page_url(sight, CHECK))
        with django_assert_num_queries(8):
            assert client.get(page_url(sight, CHECK)).status_code == 200


def save_without(cast: Cast, sight: Any, field: str) -> None:
    stored = {key: each for key, each in sight.dossier.answers.items() if key != field}
    Dossier.objects.filter(pk=sight.dossier.pk).update(answers=stored)


class TestSending:
    def test_it_files_the_dossier_and_leads_to_the_receipt(self, cast: Cast) -> None:
        dossier, client = completed_draft(cast).dossier, cast.client("citizen")
        response = client.post(page_url(dossier, CHECK), sent(client, dossier))
        dossier.refresh_from_db()
        assert (dossier.status, response["Location"]) == ("depose", receipt_url(dossier))
        assert dossier.reference
        assert dossier.reference in client.get(response["Location"]).content.decode()

    def test_pressed_twice_it_is_filed_once(self, cast: Cast) -> None:
        dossier, client = completed_draft(cast).dossier, cast.client("citizen")
        form = sent(client, dossier)
        replies = [client.post(page_url(dossier, CHECK), form) for _ in range(3)]
        assert {each["Location"] for each in replies} == {receipt_url(dossier)}
        assert dossier.events.filter(kind="moved").count() == 1
        assert Outbox.objects.filter(dossier=dossier, kind="receipt").count() == 1

    def test_sent_again_from_another_tab_it_shows_the_same_receipt(self, cast: Cast) -> None:
        dossier, client = completed_draft(cast).dossier, cast.client("citizen")
        first, second = sent(client, dossier), sent(client, dossier)
        assert first["idempotency_key"] != second["idempotency_key"]
        client.post(page_url(dossier, CHECK), first)
        assert client.post(page_url(dossier, CHECK), second)["Location"] == receipt_url(dossier)
        assert dossier.events.filter(kind="moved").count() == 1

    def test_sent_again_after_the_agent_took_it_up_it_shows_the_same_receipt(self, cast: Cast) -> None:
        dossier, client = completed_draft(cast).dossier, cast.client("citizen")
        form = sent(client, dossier)
        client.post(page_url(dossier, CHECK), form)
        moved(cast.actor("agent"), as_agent(cast.actor("agent"), dossier.uid), "instruction")
        for key in (form["idempotency_key"], str(uuid4())):
            again = client.post(page_url(dossier, CHECK), {**form, "idempotency_key": key})
            assert again["Location"] == receipt_url(dossier)
        dossier.refresh_from_db()
        assert dossier.status == "instruction"

    def test_what_is_missing_is_named_with_its_field(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        save_without(cast, sight, "plan_securite")
        response = client.post(page_url(sight, CHECK), sent(client, sight.dossier))
        assert response.status_code == 422
        assert len(errors(response)) == 1
        link = soup(response).select_one("#error-summary a")
        assert link is not None
        assert "Plan d'implantation" in link.get_text()
        url, _, anchor = str(link["href"]).partition("#")
        assert soup(client.get(url)).find(id=anchor) is not None
        sight.dossier.refresh_from_db()
        assert sight.dossier.status == "brouillon"

    @pytest.mark.parametrize(
        "field", ["asso_nom", "projet_lieu_public", "date_debut", "budget_postes", "asso_adresse"]
    )
    def test_each_link_leads_to_something_on_its_page(self, cast: Cast, field: str) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        save_without(cast, sight, field)
        response = client.post(page_url(sight, CHECK), sent(client, sight.dossier))
        links = [str(each["href"]).split("#") for each in soup(response).select("#error-summary a")]
        assert links
        for url, anchor in links:
            assert soup(client.get(url)).find(id=anchor) is not None, anchor

    @pytest.mark.parametrize("to", ["", "accorde", "instruction", "nothing", "\x00", "x" * 5000])
    def test_no_other_way_is_open(self, cast: Cast, to: str) -> None:
        dossier, client = completed_draft(cast).dossier, cast.client("citizen")
        response = client.post(page_url(dossier, CHECK), sent(client, dossier, to=to))
        assert response.status_code == 409
        dossier.refresh_from_db()
        assert dossier.status == "brouillon"

    def test_it_is_nothing_to_others(self, cast: Cast) -> None:
        dossier = completed_draft(cast).dossier
        assert (
            cast.client("other_citizen").post(page_url(dossier, CHECK), {"to": "depose"}).status_code == 404
        )
        dossier.refresh_from_db()
        assert dossier.status == "brouillon"


class TestSendingBack:
    def handed_back(self, cast: Cast) -> Dossier:
        return moved(cast.actor("agent"), dossier_in_hand(cast), "a_completer")

    def test_only_the_pages_the_status_opens_are_asked(self, cast: Cast) -> None:
        dossier, client = self.handed_back(cast), cast.client("citizen")
        page = client.get(page_url(dossier, "budget"))
        steps = [each.get_text(strip=True) for each in soup(page).select(".portal-steps__link")]
        assert steps == ["Le budget", "Les pièces", "Check and send"]

    def test_it_goes_back_to_the_desk(self, cast: Cast) -> None:
        dossier, client = self.handed_back(cast), cast.client("citizen")
        assert press(client, page_url(dossier, "budget"), {"montant_demande": "15000"}).status_code == 302
        response = client.post(page_url(dossier, CHECK), sent(client, dossier))
        assert response["Location"] == reverse("citizen_portal:dossier", args=[dossier.uid])
        dossier.refresh_from_db()
        assert (dossier.status, dossier.answers["montant_demande"]) == ("instruction", "15000.00")
        assert "Your dossier is back with us" in client.get(response["Location"]).content.decode()

    def test_one_that_was_filed_has_nothing_to_send(self, cast: Cast) -> None:
        dossier, client = filed_dossier(cast), cast.client("citizen")
        own = reverse("citizen_portal:dossier", args=[dossier.uid])
        assert client.get(page_url(dossier, CHECK))["Location"] == own
        assert client.get(reverse("citizen_portal:fill", args=[dossier.uid]))["Location"] == own


def test_an_empty_dossier_cannot_be_sent(cast: Cast) -> None:
    sight, client = opened_dossier(cast), cast.client("citizen")
    response = client.post(page_url(sight, CHECK), sent(client, sight.dossier))
    assert response.status_code == 422
    assert len(errors(response)) > 10
    assert sight.dossier.submitted_at is None


def test_the_receipt_says_when(cast: Cast) -> None:
    at = timezone.now()
    dossier = moved(cast.actor("citizen"), completed_draft(cast), "depose", at=at)
    text = cast.client("citizen").get(receipt_url(dossier)).content.decode()
    assert f"{timezone.localtime(at):%Y}" in text
    assert cast.citizen.email in text


def test_there_is_no_receipt_before(cast: Cast) -> None:
    dossier = completed_draft(cast).dossier
    assert cast.client("citizen").get(receipt_url(dossier)).status_code == 404


@pytest.mark.parametrize("role", ["other_citizen", "agent", "partner"])
def test_a_receipt_is_the_applicants_only(cast: Cast, role: str) -> None:
    assert cast.client(role).get(receipt_url(filed_dossier(cast))).status_code == 404


def test_answers_saved_meanwhile_are_sent(cast: Cast) -> None:
    sight, client = completed_draft(cast), cast.client("citizen")
    form = sent(client, sight.dossier)
    save(cast.actor("citizen"), sight, page="association", asso_nom="Autre nom")
    assert client.post(page_url(sight, CHECK), form).status_code == 302
    sight.dossier.refresh_from_db()
    assert sight.dossier.answers["asso_nom"] == "Autre nom"
