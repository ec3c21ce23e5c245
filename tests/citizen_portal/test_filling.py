import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from dossiers.enums import EventKind
from dossiers.models import Document, Dossier, Draft
from tests.casting import Cast, completed_draft, dossier_in_hand, filed_dossier, moved, opened_dossier, save
from tests.citizen_portal.browsing import ASSOCIATION, errors, inputs, main_form, page_url, press, soup
from tests.samples import ANSWERS, FILES, PAGES


def file_of(field: str) -> SimpleUploadedFile:
    name, content = FILES[field]
    return SimpleUploadedFile(name, content)


def answers_of(dossier: Dossier) -> Any:
    dossier.refresh_from_db()
    return dossier.answers


class TestOpening:
    def test_it_begins_with_the_first_page(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        response = cast.client("citizen").get(
            reverse("citizen_portal:dossier", args=[sight.dossier.uid]), follow=True
        )
        assert response.redirect_chain[-1][0] == page_url(sight, "association")

    def test_it_goes_on_where_it_was_left(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        keys = PAGES["association"]
        save(cast.actor("citizen"), sight, page="association", **{key: ANSWERS[key] for key in keys})
        response = cast.client("citizen").get(reverse("citizen_portal:fill", args=[sight.dossier.uid]))
        assert response["Location"] == page_url(sight, "projet")

    def test_it_goes_back_to_a_page_with_something_unsaved(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        press(client, page_url(sight, "projet"), {"projet_titre": ""})
        response = client.get(reverse("citizen_portal:fill", args=[sight.dossier.uid]))
        assert response["Location"] == page_url(sight, "projet")

    def test_it_leads_to_the_check_when_nothing_is_missing(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        response = cast.client("citizen").get(reverse("citizen_portal:fill", args=[sight.dossier.uid]))
        assert response["Location"] == page_url(sight, "check-answers")

    @pytest.mark.parametrize("role", ["other_citizen", "agent", "partner", "admin", "agent_elsewhere"])
    def test_it_is_nothing_to_others(self, cast: Cast, role: str) -> None:
        sight = opened_dossier(cast)
        assert cast.client(role).get(page_url(sight, "association")).status_code == 404
        assert cast.client(role).post(page_url(sight, "association"), {"asso_nom": "X"}).status_code == 404
        assert answers_of(sight.dossier) == {}

    def test_it_asks_who_you_are(self, cast: Cast) -> None:
        url = page_url(opened_dossier(cast), "association")
        response = cast.client("nobody").get(url)
        assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={url}")

    @pytest.mark.parametrize("step", ["instruction", "apport", "suite", "nothing", "done", "reset"])
    def test_it_has_no_page_that_is_not_the_applicants(self, cast: Cast, step: str) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        assert client.get(page_url(sight, step)).status_code == 404
        assert client.post(page_url(sight, step), {}).status_code == 404

    @pytest.mark.parametrize("verb", ["put", "patch", "delete"])
    def test_it_takes_no_other_verb(self, cast: Cast, verb: str) -> None:
        sight = opened_dossier(cast)
        assert getattr(cast.client("citizen"), verb)(page_url(sight, "association")).status_code == 405

    def test_it_takes_no_post_without_a_step(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        url = reverse("citizen_portal:fill", args=[sight.dossier.uid])
        assert cast.client("citizen").post(url).status_code == 405

    @pytest.mark.parametrize(("page", "queries"), [("budget", 7), ("pieces", 8)])
    def test_a_page_needs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
    ) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        client.get(page_url(sight, page))
        # session, person, organisation; the dossier, its draft, its documents where the page takes files;
        # works here? asked something?
        with django_assert_num_queries(queries):
            assert client.get(page_url(sight, page)).status_code == 200


class TestSaving:
    def test_it_saves_and_goes_to_the_next_page(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        response = press(cast.client("citizen"), page_url(sight, "association"), ASSOCIATION)
        assert response["Location"] == page_url(sight, "projet")
        assert answers_of(sight.dossier)["asso_nom"] == ASSOCIATION["asso_nom"]

    def test_it_returns_to_the_check_where_one_came_from_there(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        url = f"{page_url(sight, 'association')}?return=check-answers"
        response = press(cast.client("citizen"), url, {"asso_nom": "Autre nom"})
        assert response["Location"] == page_url(sight, "check-answers")

    def test_a_refused_page_comes_back_with_all_that_was_typed(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        typed = {**ASSOCIATION, "asso_siret": "123", "representant_email": "not an address"}
        response = press(client, page_url(sight, "association"), typed)
        assert response.status_code == 422
        shown = inputs(main_form(response))
        assert {name: shown[name] for name in typed} == typed
        found = errors(response)
        assert any("SIRET" in text for text in found)
        assert any("Courriel" in text for text in found)
        anchors = [str(each["href"])[1:] for each in soup(response).select("#error-summary a")]
        assert anchors
        assert all(soup(response).find(id=each) is not None for each in anchors)
        assert "Error:" in soup(response).title.get_text()  # type: ignore[union-attr]
        assert answers_of(sight.dossier) == {}

    def test_what_was_refused_is_there_another_day(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        press(cast.client("citizen"), page_url(sight, "association"), {**ASSOCIATION, "asso_siret": "123"})
        shown = inputs(main_form(cast.client("citizen").get(page_url(sight, "association"))))
        assert (shown["asso_siret"], shown["asso_nom"]) == ("123", ASSOCIATION["asso_nom"])

    def test_a_page_may_be_left_half_filled(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        response = press(
            client, page_url(sight, "association"), {"asso_nom": "Les Tréteaux"}, button="_later"
        )
        assert response["Location"] == reverse("citizen_portal:dossiers")
        assert answers_of(sight.dossier) == {"asso_nom": "Les Tréteaux"}
        assert "Saved." in client.get(response["Location"]).content.decode()

    def test_leaving_keeps_even_what_cannot_be_accepted(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        response = press(client, page_url(sight, "association"), {"asso_siret": "12"}, button="_later")
        assert response.status_code == 302
        assert inputs(main_form(client.get(page_url(sight, "association"))))["asso_siret"] == "12"
        assert answers_of(sight.dossier) == {}

    def test_the_same_press_twice_saves_once(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {
            **inputs(main_form(client.get(page_url(sight, "association")))),
            **ASSOCIATION,
            "_continue": "1",
        }
        first, second = (client.post(page_url(sight, "association"), sent) for _ in range(2))
        assert first["Location"] == second["Location"] == page_url(sight, "projet")
        assert sight.dossier.revisions.count() == 1

    def test_going_back_correcting_and_pressing_again_saves_again(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {
            **inputs(main_form(client.get(page_url(sight, "association")))),
            **ASSOCIATION,
            "_continue": "1",
        }
        client.post(page_url(sight, "association"), sent)
        fresh = inputs(main_form(client.get(page_url(sight, "association"))))
        again = {**fresh, "idempotency_key": sent["idempotency_key"], "asso_nom": "Corrigé", "_continue": "1"}
        assert client.post(page_url(sight, "association"), again).status_code == 302
        assert answers_of(sight.dossier)["asso_nom"] == "Corrigé"

    def test_two_tabs_that_change_the_same_answer_are_told_of_each_other(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        url = page_url(sight, "association")
        old = inputs(main_form(client.get(url)))
        press(client, url, {"asso_nom": "Premier"})
        response = client.post(url, {**old, "asso_nom": "Second", "_continue": "1"})
        assert response.status_code == 409
        assert "Premier" in response.content.decode()
        assert inputs(main_form(response))["asso_nom"] == "Second"
        assert answers_of(sight.dossier)["asso_nom"] == "Premier"
        chosen = {**inputs(main_form(response)), "_continue": "1"}
        assert client.post(url, chosen).status_code == 302
        assert answers_of(sight.dossier)["asso_nom"] == "Second"

    def test_a_condition_that_opens_asks_its_question_before_going_on(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        answers = {
            "projet_titre": "Festival",
            "projet_description": "Trois jours de théâtre. " * 4,
            "date_debut-day": "3",
            "date_debut-month": "7",
            "date_debut-year": "2026",
            "date_fin-day": "5",
            "date_fin-month": "7",
            "date_fin-year": "2026",
        }
        client = cast.client("citizen")
        options = [
            str(each["value"])
            for each in soup(client.get(page_url(sight, "projet"))).select("[name=projet_lieu_public]")
        ]
        answers["projet_lieu_public"] = options[0]
        response = press(client, page_url(sight, "projet"), answers)
        assert response.status_code == 422
        assert "projet_jauge" in inputs(main_form(response))

    def test_saving_needs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        sent = {
            **inputs(main_form(client.get(page_url(sight, "association")))),
            "asso_nom": "Autre",
            "_continue": "1",
        }
        with django_assert_max_num_queries(18):  # a listed answer changes: its value and its words, anew
            assert client.post(page_url(sight, "association"), sent).status_code == 302


class TestForgery:
    @pytest.mark.parametrize(
        "field", ["instruction_note", "montant_propose", "decision_motif", "pa_observation"]
    )
    def test_a_field_that_is_not_the_applicants_refuses_everything(self, cast: Cast, field: str) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        before = dict(answers_of(sight.dossier))
        response = press(client, page_url(sight, "association"), {"asso_nom": "Autre", field: "15000"})
        assert response.status_code == 422
        assert answers_of(sight.dossier) == before
        assert sight.dossier.events.filter(kind=EventKind.REFUSED).count() == 1

    def test_a_page_closed_by_the_status_takes_nothing(self, cast: Cast) -> None:
        dossier, client = filed_dossier(cast), cast.client("citizen")
        before = dict(answers_of(dossier))
        response = client.post(page_url(dossier, "association"), {**ASSOCIATION, "asso_nom": "Autre"})
        assert response.status_code == 409
        assert answers_of(dossier) == before
        own = reverse("citizen_portal:dossier", args=[dossier.uid])
        assert client.get(page_url(dossier, "association"))["Location"] == own

    def test_a_page_the_status_only_shows_takes_nothing(self, cast: Cast) -> None:
        agent_sight = dossier_in_hand(cast)
        dossier = moved(cast.actor("agent"), agent_sight, "a_completer")
        client = cast.client("citizen")
        assert client.get(page_url(dossier, "budget")).status_code == 200
        assert client.post(page_url(dossier, "projet"), {"projet_titre": "Autre"}).status_code == 409
        response = press(client, page_url(dossier, "budget"), {"projet_titre": "Autre"})
        assert response.status_code == 422
        assert answers_of(dossier)["projet_titre"] == ANSWERS["projet_titre"]

    def test_a_participation_that_ended_closes_the_door(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {
            **inputs(main_form(client.get(page_url(sight, "association")))),
            **ASSOCIATION,
            "_continue": "1",
        }
        participation = sight.dossier.participations.get()
        participation.ended_at = participation.starts_at
        participation.save(update_fields=["ended_at"])
        assert client.post(page_url(sight, "association"), sent).status_code == 404

    def test_a_document_of_another_dossier_cannot_be_attached(self, cast: Cast) -> None:
        theirs = completed_draft(cast, "other_citizen").dossier
        foreign = Document.objects.filter(dossier=theirs, field="rib").get()
        sight, client = opened_dossier(cast), cast.client("citizen")
        response = press(client, page_url(sight, "pieces"), {"rib-kept": str(foreign.pk)})
        assert response.status_code == 422
        assert "rib" not in answers_of(sight.dossier)


class TestFiles:
    def test_a_file_is_kept_though_the_page_is_refused(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        response = press(client, page_url(sight, "pieces"), {"statuts": file_of("statuts")})
        assert response.status_code == 422  # the bank details are missing
        assert "statuts 2019 – signés.pdf" in response.content.decode()
        sent = {**inputs(main_form(response)), "rib": file_of("rib"), "_continue": "1"}
        assert client.post(page_url(sight, "pieces"), sent).status_code == 302
        assert set(answers_of(sight.dossier)) == {"statuts", "rib"}

    def test_a_page_with_a_file_pressed_twice_is_saved_once(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {**inputs(main_form(client.get(page_url(sight, "pieces")))), "_continue": "1"}
        replies = [
            client.post(
                page_url(sight, "pieces"), {**sent, "statuts": file_of("statuts"), "rib": file_of("rib")}
            )
            for _ in range(2)
        ]
        assert [each.status_code for each in replies] == [302, 302]
        assert sight.dossier.revisions.count() == 1
        assert Document.objects.count() == 2

    def test_a_file_of_another_kind_is_refused_with_its_reason(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        bad = SimpleUploadedFile("statuts.pdf", b"<html><script>alert(1)</script>")
        response = press(
            cast.client("citizen"), page_url(sight, "pieces"), {"statuts": bad, "rib": file_of("rib")}
        )
        assert response.status_code == 422
        assert any("Statuts signés" in text for text in errors(response))

    def test_leaving_with_a_refused_file_says_so(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        bad = SimpleUploadedFile("statuts.exe", b"MZ")
        response = press(cast.client("citizen"), page_url(sight, "pieces"), {"statuts": bad}, button="_later")
        assert response.status_code == 422

    def test_a_file_is_taken_away_with_a_tick(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        kept = answers_of(sight.dossier)["rib"][0]
        press(client, page_url(sight, "pieces"), {"rib-remove": kept}, button="_later")
        assert "rib" not in answers_of(sight.dossier)


class TestRows:
    def test_a_row_is_added_without_scripts(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        response = press(
            client,
            page_url(sight, "budget"),
            {"montant_demande": "12000"},
            button="row-add",
            value="budget_postes",
        )
        assert response.status_code == 200
        assert not errors(response)
        shown = inputs(main_form(response))
        assert (shown["budget_postes-count"], shown["montant_demande"]) == ("7", "12000")
        assert len(answers_of(sight.dossier)["budget_postes"]) == 6

    def test_as_many_rows_are_open_at_first_as_are_asked_for(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        assert inputs(main_form(client.get(page_url(sight, "budget"))))["budget_postes-count"] == "2"

    def test_each_press_adds_a_row_though_the_others_are_empty(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        address = page_url(sight, "budget")
        sent = {**inputs(main_form(client.get(address))), "row-add": "budget_postes"}
        for count in ("3", "4"):
            sent |= inputs(main_form(client.post(address, sent)))
            assert sent["budget_postes-count"] == count

    def test_a_row_is_taken_away_without_scripts(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        response = press(client, page_url(sight, "budget"), {}, button="row-remove", value="budget_postes:0")
        shown = inputs(main_form(response))
        assert shown["budget_postes-count"] == "5"
        assert shown["budget_postes-0-libelle"] == "Technique et sécurité"
        assert len(answers_of(sight.dossier)["budget_postes"]) == 6

    @pytest.mark.parametrize(
        "value", ["budget_postes:99", "nothing", "asso_nom:0", "budget_postes:-1", "\x00"]
    )
    def test_a_button_that_is_not_there_does_no_harm(self, cast: Cast, value: str) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        for button in ("row-add", "row-remove"):
            assert press(client, page_url(sight, "budget"), {}, button=button, value=value).status_code < 500
        assert len(answers_of(sight.dossier)["budget_postes"]) == 6


class TestRefreshing:
    def refresh_url(self, dossier: Dossier, step: str) -> str:
        return reverse("citizen_portal:refresh", args=[dossier.uid, step])

    def test_it_answers_with_the_fields_that_an_answer_opens(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        page = client.get(page_url(sight, "projet"))
        assert "projet_jauge" not in inputs(main_form(page))
        yes = str(soup(page).select("[name=projet_lieu_public]")[0]["value"])
        sent = {**inputs(main_form(page)), "projet_lieu_public": yes, "projet_titre": "Festival"}
        response = client.post(self.refresh_url(sight.dossier, "projet"), sent)
        assert response.status_code == 200
        fields = soup(response)
        assert fields.find(id="form-fields") is not None
        assert fields.select_one("[name=projet_jauge]") is not None
        assert fields.select_one("[name=projet_titre]")["value"] == "Festival"  # type: ignore[index]
        assert not fields.select(".govuk-error-message")

    def test_it_leaves_the_page_alone_where_nothing_opens_or_closes(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {**inputs(main_form(client.get(page_url(sight, "projet")))), "projet_titre": "Festival"}
        assert client.post(self.refresh_url(sight.dossier, "projet"), sent).status_code == 204

    def test_it_keeps_what_is_typed_and_saves_none_of_it(self, cast: Cast) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        sent = {**inputs(main_form(client.get(page_url(sight, "projet")))), "projet_titre": "Festival"}
        client.post(self.refresh_url(sight.dossier, "projet"), sent)
        assert answers_of(sight.dossier) == {}
        assert inputs(main_form(client.get(page_url(sight, "projet"))))["projet_titre"] == "Festival"

    def test_it_adds_a_row(self, cast: Cast) -> None:
        sight, client = completed_draft(cast), cast.client("citizen")
        sent = {**inputs(main_form(client.get(page_url(sight, "budget")))), "row-add": "budget_postes"}
        response = client.post(self.refresh_url(sight.dossier, "budget"), sent)
        assert soup(response).select_one("[name=budget_postes-count]")["value"] == "7"  # type: ignore[index]

    def test_it_is_nothing_to_others(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        assert cast.client("other_citizen").post(self.refresh_url(sight.dossier, "projet")).status_code == 404
        assert cast.client("nobody").post(self.refresh_url(sight.dossier, "projet")).status_code == 302

    def test_a_script_is_told_that_one_was_signed_out(self, cast: Cast) -> None:
        url = self.refresh_url(opened_dossier(cast).dossier, "projet")
        assert cast.client("nobody").post(url, headers={"hx-request": "true"}).status_code == 401

    def test_it_keeps_nothing_for_a_page_that_is_closed(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        response = cast.client("citizen").post(self.refresh_url(dossier, "projet"), {"projet_titre": "Autre"})
        assert response.status_code == 409
        assert not Draft.objects.filter(dossier=dossier).exists()

    def test_it_is_asked_by_post_only(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        assert cast.client("citizen").get(self.refresh_url(sight.dossier, "projet")).status_code == 405


NAUGHTY = [
    "\x00",
    "\ud800",
    "\u202eabc",
    "a" * 200_000,
    "<script>alert(1)</script>",
    "{{7*7}}",
    "1e999999999",
    "='",
    "🏴‍☠️" * 50,
]


class TestNaughtyStrings:
    @pytest.mark.parametrize("number", range(len(NAUGHTY)))
    @pytest.mark.parametrize("page", ["association", "projet", "budget"])
    def test_no_input_breaks_a_page(self, cast: Cast, page: str, number: int) -> None:
        sight, client = opened_dossier(cast), cast.client("citizen")
        text = NAUGHTY[number].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        sent = inputs(main_form(client.get(page_url(sight, page))))
        naughty = {name: text for name in sent if name not in ("csrfmiddlewaretoken", "idempotency_key")}
        for button in ("_continue", "_later", "row-add"):
            response = client.post(page_url(sight, page), {**naughty, button: text or "1"})
            assert response.status_code in (200, 302, 422), response.status_code
            assert b"<script>alert" not in response.content
        assert client.get(page_url(sight, page)).status_code == 200

    def test_the_big_list_of_naughty_strings_comes_back_as_it_was(self, cast: Cast, casebook: Path) -> None:
        strings = json.loads((casebook / "blns.json").read_text())
        sight, client = opened_dossier(cast), cast.client("citizen")
        url = page_url(sight, "association")
        sent = inputs(main_form(client.get(url)))
        for text in strings[::12]:
            response = client.post(
                url, {**sent, "asso_nom": text, "idempotency_key": str(uuid4()), "_continue": "1"}
            )
            assert response.status_code == 422
            shown = inputs(main_form(response))["asso_nom"]
            assert shown.replace("\r\n", "\n") == text.replace("\r\n", "\n")
