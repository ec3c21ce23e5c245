"""Partners, representatives, other parties and documents over HTTP."""

from itertools import cycle
from typing import Any

import pytest

from dossier_models.models import DossierModel
from formengine import editing
from formengine.document import parse
from formengine.taking_part import Capacity, PartnerRules, PartyKind, Reminders
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, drawn, send, small_model
from tests.dossier_models.test_fields import NAUGHTY

SCOPES, PAPERS = "dossier_models:scopes", "dossier_models:papers"
RULES: dict[str, Any] = {
    "address": "strict", "keeps": "reply", "reply_days": "10", "grace_days": "15",
    "before_days": "3", "every_days": "7", "most": "3",
}  # fmt: skip


def with_file(cast: Cast) -> DossierModel:
    return drawn(
        cast.actor("admin"),
        small_model(cast.actor("admin")),
        lambda doc: editing.add_field(doc, type="file", title="Mandat"),
    )


def page_of(cast: Cast, model: DossierModel, tab: str = SCOPES, item: str = "", **more: str) -> str:
    asked = {"item": item, **more}
    return str(cast.client("admin").get(address(model, tab), asked).content.decode())


class TestPartners:
    def test_all_that_can_be_said(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        values = RULES | {"address": "open", "acquainted": "on", "forward": "on", "every_days": ""}
        response = send(client, model, "rules", tab=SCOPES, item="partner-rules", **values)
        assert response.status_code == 302
        assert parse(draft_of(model)).partners == PartnerRules(
            False, "reply", True, True, 15, 10, Reminders(3, None, 3)
        )
        page = page_of(cast, model, item="partner-rules")
        assert "a key works for whoever holds it" in page
        assert "3 days before, at most 3" in page
        assert 'value="open" id="partners-address_1" checked' in page or "checked" in page

    def test_what_is_as_it_was_changes_nothing(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        before = DossierModel.objects.get(pk=model.pk).draft_number
        send(client, model, "rules", tab=SCOPES, item="partner-rules", **RULES)
        assert DossierModel.objects.get(pk=model.pk).draft_number == before

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("grace_days", "91", "less than or equal to 90"),
            ("grace_days", "", "required"),
            ("most", "0", "greater than or equal to 1"),
            ("before_days", "x", "whole number"),
            ("keeps", "dossier", "valid choice"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, cast: Cast, name: str, value: str, said: str) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        response = send(
            client,
            model,
            "rules",
            tab=SCOPES,
            item="partner-rules",
            **RULES | {name: value, "reply_days": "7"},
        )
        page = response.content.decode()
        assert response.status_code == 422
        assert said in page
        assert 'name="reply_days" value="7"' in page
        assert parse(draft_of(model)).partners.reply_days == 10

    def test_it_is_what_one_sees_where_there_is_no_scope(self, cast: Cast) -> None:
        assert "partners-form" in page_of(cast, small_model(cast.actor("admin")))


class TestRepresentatives:
    def test_one_is_added_set_moved_and_removed(self, cast: Cast) -> None:
        model, client = with_file(cast), cast.client("admin")
        assert "everybody applies for themselves" in page_of(cast, model)
        response = send(client, model, "capacity-add", tab=SCOPES, title="Avocat")
        assert response.url.endswith("?item=capacity-avocat")
        send(client, model, "capacity-add", tab=SCOPES, title="Proche")
        values = {"title": "Avocate", "view": "new-view", "mandate": "mandat"}
        send(client, model, "capacity-set:avocat", tab=SCOPES, item="capacity-avocat", **values)
        send(client, model, "capacity-down:avocat", tab=SCOPES, item="capacity-avocat")
        found = parse(draft_of(model))
        assert found.capacities == (
            Capacity("proche", "Proche"),
            Capacity("avocat", "Avocate", "avocate", "mandat"),
        )
        page = page_of(cast, model, item="capacity-avocat")
        assert "Looks through the view “Avocate” · shows “Mandat”" in page
        assert f'{address(model, "views_config:matrix")}">What this view shows' in page
        send(client, model, "cells", tab="views_config:matrix", **{"cell:avocate:nom": "read"})
        assert "?item=avocate" in page_of(cast, model, item="capacity-avocat")
        send(client, model, "capacity-remove:avocat", tab=SCOPES, item="capacity-avocat")
        assert [each.key for each in parse(draft_of(model)).capacities] == ["proche"]

    def test_a_proof_is_kept_while_it_is_asked_for(self, cast: Cast) -> None:
        model, client = with_file(cast), cast.client("admin")
        send(client, model, "capacity-add", tab=SCOPES, title="Avocat")
        send(client, model, "capacity-set:avocat", tab=SCOPES, title="Avocat", view="", mandate="mandat")
        response = send(client, model, "remove:mandat", item="mandat")
        assert response.status_code == 422
        assert "“Mandat” is still needed by the proof of “Avocat”" in response.content.decode()

    def test_the_desk_is_offered_to_nobody(self, cast: Cast) -> None:
        model, client = with_file(cast), cast.client("admin")
        send(client, model, "capacity-add", tab=SCOPES, title="Avocat")
        response = send(
            client, model, "capacity-set:avocat", tab=SCOPES, item="capacity-avocat", title="A", view="crm"
        )
        assert response.status_code == 422
        assert parse(draft_of(model)).capacities[0].view == ""


class TestParties:
    def test_one_comes_with_a_view_of_its_own(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        response = send(client, model, "party-add", tab=SCOPES, title="Partie adverse")
        assert response.url.endswith("?item=party-partie_adverse")
        found = parse(draft_of(model))
        assert found.parties == (PartyKind("partie_adverse", "Partie adverse", "partie_adverse"),)
        assert found.views["partie_adverse"].surface == "portal"
        assert "Partie adverse" in page_of(cast, model, "views_config:matrix")
        send(client, model, "party-set:partie_adverse", tab=SCOPES, title="Adversaire", view="partner")
        assert parse(draft_of(model)).parties[0].view == "partner"
        send(client, model, "undo", tab=SCOPES)
        assert parse(draft_of(model)).parties[0].view == "partie_adverse"
        send(client, model, "party-remove:partie_adverse", tab=SCOPES)
        assert "x-parties" not in draft_of(model)

    def test_the_applicants_view_is_not_offered(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        send(client, model, "party-add", tab=SCOPES, title="Partie")
        for view in ("internet", "crm", ""):
            response = send(
                client, model, "party-set:partie", tab=SCOPES, item="party-partie", title="P", view=view
            )
            assert response.status_code == 422, view
        assert parse(draft_of(model)).parties[0].title == "Partie"

    def test_a_fault_is_shown_at_its_party(self, cast: Cast) -> None:
        def wrong(document: editing.Document) -> editing.Document:
            new = editing.add_party(document, title="Partie")
            return {**new, "x-parties": [{**new["x-parties"][0], "view": "crm"}]}

        model = drawn(cast.actor("admin"), small_model(cast.actor("admin")), wrong)
        page = page_of(cast, model, item="party-partie")
        assert page.count("which is for the desk. Choose a view of the portal.") >= 2
        assert "?item=party-partie" in page_of(cast, model, "dossier_models:fields")


class TestPapers:
    def with_letter(self, cast: Cast, words: str = "") -> DossierModel:
        def gesture(document: editing.Document) -> editing.Document:
            new = editing.add_scope(document, title="Juridique")
            new = editing.add_paper(new, title="Décision")
            return editing.set_paper(new, "decision", words=words)

        return drawn(cast.actor("admin"), small_model(cast.actor("admin")), gesture)

    def test_one_is_added_set_and_removed(self, cast: Cast) -> None:
        model, client = self.with_letter(cast), cast.client("admin")
        response = send(client, model, "add", tab=PAPERS, title="Lettre de mission")
        assert response.url.endswith("?item=lettre_de_mission")
        values = {
            "title": "Notification",
            "parties": "on",
            "scopes": ["juridique"],
            "words": "# D\n\n{{nom}}",
        }
        send(client, model, "set:decision", tab=PAPERS, item="decision", **values)
        found = parse(draft_of(model)).document("decision")
        assert found is not None
        assert (found.title, found.parties, found.scopes, found.text) == (
            "Notification",
            True,
            ("juridique",),
            "# D\n\n{{nom}}",
        )
        page = page_of(cast, model, PAPERS, "decision")
        assert "For: the parties, Juridique" in page
        send(client, model, "down:decision", tab=PAPERS, item="decision")
        assert [each.key for each in parse(draft_of(model)).documents] == ["lettre_de_mission", "decision"]
        send(client, model, "remove:decision", tab=PAPERS, item="decision")
        send(client, model, "remove:lettre_de_mission", tab=PAPERS)
        assert "x-documents" not in draft_of(model)
        assert "agents can only deposit files" in page_of(cast, model, PAPERS)

    def test_the_fields_are_offered_by_name(self, cast: Cast) -> None:
        model = self.with_letter(cast)
        page = page_of(cast, model, PAPERS, "decision")
        for written in ("{{nom}}", "{{jauge}}", "{{budget}}", "{{reference}}", "{{instructions}}"):
            assert f'value="{written}"' in page
        assert "{{budget.montant}}" not in page

    def test_without_javascript_a_name_is_put_at_the_end(self, cast: Cast) -> None:
        model, client = self.with_letter(cast), cast.client("admin")
        values = {"title": "Décision", "words": "Madame,", "insert": "{{nom}}"}
        send(client, model, "set:decision", tab=PAPERS, item="decision", **values)
        assert draft_of(model)["x-documents"][0]["text"] == "Madame, {{nom}}"

    def test_it_reads_as_somebody_would_read_it(self, cast: Cast) -> None:
        model, client = (
            self.with_letter(cast, "# {{title}}\n\nPour {{nom}}, {{today}}.\n- {{jauge}}"),
            cast.client("admin"),
        )
        send(client, model, "cells", tab="views_config:matrix", **{"cell:partner:nom": "read"})
        page = page_of(cast, model, PAPERS, "decision")
        assert "<mark>Nom</mark>" in page
        assert "<mark>25</mark>" in page
        assert "<del" not in page
        page = page_of(cast, model, PAPERS, "decision", **{"as": "partner"})
        assert "<mark>Nom</mark>" in page
        assert "<del" in page
        assert "What is crossed out" in page

    def test_an_unknown_name_is_said_at_its_place(self, cast: Cast) -> None:
        model = self.with_letter(cast, "Pour {{prenom}} {{budget.montant}}.")
        page = page_of(cast, model, PAPERS, "decision")
        assert "names “{{prenom}}”, for which there is no answer to write" in page
        assert '<mark class="paper-unknown" title="There is nothing to write here">{{prenom}}</mark>' in page
        assert "“{{budget.montant}}”" in page
        assert "?item=decision" in page_of(cast, model, "dossier_models:settings")

    def test_what_was_typed_is_never_lost(self, cast: Cast) -> None:
        model, client = self.with_letter(cast, "Avant"), cast.client("admin")
        number = DossierModel.objects.get(pk=model.pk).draft_number
        values = {"title": "Décision", "words": "Mon texte {{nom}}", "drawn_on": number}
        drawn(cast.actor("admin"), model, lambda doc: editing.set_page(doc, "page_1", title="Autre"))
        DossierModel.objects.filter(pk=model.pk).update(drawn_by=cast.user("agent"))  # as if another had
        response = send(client, model, "set:decision", tab=PAPERS, item="decision", **values)
        page = response.content.decode()
        assert response.status_code == 409
        assert 'name="words" value="Mon texte {{nom}}"' in page
        assert draft_of(model)["x-documents"][0]["text"] == "Avant"
        too_long = send(client, model, "set:decision", tab=PAPERS, title="D", words="x" * 20_001)
        assert too_long.status_code == 422
        assert "x" * 20_001 in too_long.content.decode()

    def test_a_quiet_save_gives_the_line_and_the_reading(self, cast: Cast) -> None:
        model, client = self.with_letter(cast), cast.client("admin")
        values = {"title": "Décision", "words": "{{nom}}", "quiet": "1", "as": "partner"}
        response = send(client, model, "set:decision", tab=PAPERS, item="decision", htmx=True, **values)
        page = response.content.decode()
        assert response.headers["HX-Reswap"] == "none"
        assert 'id="paper-reading"' in page
        assert "<del" in page
        assert "paper-form" not in page


NAMES = [
    *RULES, "acquainted", "forward", "title", "view", "mandate", "parties", "scopes", "words", "insert", "as",
    "item",
]  # fmt: skip
VERBS = {
    SCOPES: [
        "rules", "rules:x", "capacity-add", "capacity-set:x", "capacity-set", "capacity-up:x",
        "capacity-remove:x", "party-add", "party-set:x", "party-down:x", "party-remove",
        "capacity-set:avocat", "party-set:partie",
    ],
    PAPERS: ["add", "set:x", "set", "set:decision", "up:x", "down:decision", "remove:x", "x"],
}  # fmt: skip


@pytest.mark.parametrize("tab", VERBS)
def test_garbage_is_never_a_500(cast: Cast, tab: str) -> None:
    def gesture(document: editing.Document) -> editing.Document:
        new = editing.add_capacity(editing.add_party(document, title="Partie"), title="Avocat")
        return editing.add_paper(new, title="Décision")

    model = drawn(cast.actor("admin"), small_model(cast.actor("admin")), gesture)
    client = cast.client("admin")
    for number, (do, value) in enumerate(zip(VERBS[tab] * 4, cycle(NAUGHTY), strict=False)):
        response = send(client, model, do, tab=tab, htmx=number % 2 == 0, **dict.fromkeys(NAMES, value))
        assert response.status_code in (200, 302, 409, 422), (do, response.status_code)
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()
    for item in ("partner-rules", "capacity-avocat", "capacity-", "party-partie", "party-x", NAUGHTY[0]):
        assert client.get(address(model, tab), {"item": item, "as": item}).status_code == 200


def test_any_text_can_be_looked_at(cast: Cast) -> None:
    model, client = small_model(cast.actor("admin")), cast.client("admin")
    send(client, model, "add", tab=PAPERS, title="Lettre")
    for words in (*NAUGHTY, "{{" * 500, "{{nom" * 200, "# {{\n}}\n- {{budget}}", "<b>{{nom}}</b>"):
        send(client, model, "set:lettre", tab=PAPERS, title="Lettre", words=words)
        page = client.get(address(model, PAPERS), {"item": "lettre"})
        assert page.status_code == 200
        assert "<b>" not in page.content.decode().partition("paper-reading")[2].partition("</section>")[0]
