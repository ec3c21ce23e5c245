"""Gestures on documents: what each does, what it refuses, and that nothing is changed in place."""

import json
from typing import Any

import pytest

from formengine import editing
from formengine.document import parse
from formengine.editing import Clause, Condition, Refused
from formengine.editing.rules import word_of
from formengine.editing.scopes import VerdictLine

WORDING = editing.Wording(
    internet="Demandeur",
    crm="Agent",
    partner="Partenaire",
    page="Votre demande",
    draft="Brouillon",
    submitted="Déposé",
    decided="Décidé",
    submit="Déposer",
    decide="Décider",
)


@pytest.fixture
def document() -> dict[str, Any]:
    new = editing.new_document("Subvention", WORDING)
    new = editing.add_field(new, type="text", title="Nom de l'association", required=True)
    new = editing.add_field(new, type="yesno", title="Le projet reçoit-il du public ?")
    new = editing.add_field(new, type="integer", title="Combien ?")
    new = editing.add_field(new, type="rows", title="Budget")
    return editing.add_field(new, type="money", title="Montant", group="budget")


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def items(document: dict[str, Any], page: int = 0) -> list[str]:
    found: list[str] = document["x-pages"][page]["items"]
    return found


class TestNewDocument:
    def test_it_can_be_filled_in_read_and_decided(self) -> None:
        model = parse(editing.new_document("Subvention", WORDING))
        assert list(model.views) == ["internet", "crm", "partner"]
        assert [status.key for status in model.statuses] == ["draft", "submitted", "decided"]
        assert model.initial_status.transitions[0].complete

    def test_it_needs_a_title(self) -> None:
        with refused("label_missing"):
            editing.new_document("  ", WORDING)


class TestAddField:
    def test_the_key_comes_from_the_label(self, document: dict[str, Any]) -> None:
        assert items(document) == [
            "nom_de_l_association",
            "le_projet_recoit_il_du_public",
            "combien",
            "budget",
        ]

    def test_a_key_is_never_used_twice(self, document: dict[str, Any]) -> None:
        assert "combien_2" in editing.add_field(document, type="text", title="Combien ?")["properties"]

    @pytest.mark.parametrize("title", ["12 %", "—", "…?!", "日本語", "id", "1id"])
    def test_a_label_without_letters_gets_a_key_all_the_same(
        self, document: dict[str, Any], title: str
    ) -> None:
        new = editing.add_field(document, type="text", title=title)
        assert items(new)[-1] == "field"

    @pytest.mark.parametrize("key", ["Nom", "1a", "a" * 41, "a-b", "constructor", "é"])
    def test_a_bad_key_is_refused(self, document: dict[str, Any], key: str) -> None:
        with refused("bad_key"):
            editing.add_field(document, type="text", title="Nom", key=key)

    def test_a_taken_key_is_refused(self, document: dict[str, Any]) -> None:
        with refused("key_taken"):
            editing.add_field(document, type="text", title="Nom", key="budget")

    def test_it_goes_after_another(self, document: dict[str, Any]) -> None:
        new = editing.add_field(document, type="date", title="Début", after="nom_de_l_association")
        assert items(new)[1] == "debut"

    def test_it_is_filled_in_by_whom_one_says(self, document: dict[str, Any]) -> None:
        new = editing.add_field(document, type="text", title="Note", who="agent")
        assert [word_of(new, "note", view) for view in new["x-views"]] == ["hidden", "edit", "hidden"]
        assert editing.who_of(new, "note") == "agent"

    def test_groups_hold_groups_five_deep_but_no_file(self, document: dict[str, Any]) -> None:
        deep, inside = document, "budget"
        for _ in range(4):
            deep = editing.add_field(deep, type="group", title="G", group=inside)
            inside += ".g"
        with refused("nested_too_deep"):
            editing.add_field(deep, type="group", title="Trop", group=inside)
        deep = editing.add_field(deep, type="text", title="Fin", group=inside)
        assert editing.field_at(deep, f"{inside}.fin")["x-type"] == "text"
        with refused("file_inside"):
            editing.add_field(document, type="file", title="Devis", group="budget")
        with refused("not_a_group"):
            editing.add_field(document, type="text", title="Nom", group="combien")

    def test_an_unknown_type_is_refused(self, document: dict[str, Any]) -> None:
        with refused("unknown_type"):
            editing.add_field(document, type="hologram", title="Nom")

    @pytest.mark.parametrize(
        ("title", "code"), [("", "label_missing"), ("x" * 301, "too_long"), ("\x00", "unstorable_text")]
    )
    def test_a_bad_label_is_refused(self, document: dict[str, Any], title: str, code: str) -> None:
        with refused(code):
            editing.add_field(document, type="text", title=title)


class TestSetField:
    def test_settings_of_its_type_can_be_set_and_taken_away(self, document: dict[str, Any]) -> None:
        new = editing.set_field(document, "combien", title="Combien de personnes ?", settings={"minimum": 1})
        assert new["properties"]["combien"]["minimum"] == 1
        assert (
            "minimum"
            not in editing.set_field(new, "combien", settings={"minimum": None})["properties"]["combien"]
        )

    def test_settings_of_another_type_are_refused(self, document: dict[str, Any]) -> None:
        with refused("no_such_setting"):
            editing.set_field(document, "combien", settings={"maxLength": 3})
        with refused("no_such_setting"):
            editing.set_field(document, "budget", settings={"items": {}})

    def test_options_keep_their_values_when_others_come(self, document: dict[str, Any]) -> None:
        new = editing.add_field(document, type="choice", title="Sens")
        new = editing.set_field(new, "sens", options=editing.parse_options("c | Charge\nProduit", []))
        known = new["properties"]["sens"]["oneOf"]
        again = editing.parse_options("Neutre\nCharge\nProduit", known)
        assert [each["const"] for each in again] == ["neutre", "c", "produit"]
        assert editing.written_options(new["properties"]["sens"]) == "c | Charge\nproduit | Produit"

    def test_an_option_twice_is_refused(self) -> None:
        with refused("option_twice"):
            editing.parse_options("a | Un\na | Deux", [])


class TestMoving:
    def test_up_and_down_within_a_page(self, document: dict[str, Any]) -> None:
        assert items(editing.move_field(document, "combien", by=-1))[1] == "combien"

    def test_past_the_end_it_goes_on_to_the_next_page(self, document: dict[str, Any]) -> None:
        two = editing.add_page(document, title="Le budget")
        new = editing.move_field(two, "budget", by=1)
        assert (items(new, 0)[-1], items(new, 1)) == ("combien", ["budget"])
        assert items(editing.move_field(new, "budget", by=-1), 0)[-1] == "budget"

    def test_at_the_very_ends_it_stays(self, document: dict[str, Any]) -> None:
        assert editing.move_field(document, "nom_de_l_association", by=-1) == document

    def test_it_can_be_put_before_another(self, document: dict[str, Any]) -> None:
        new = editing.place_field(document, "budget", page="page_1", before="combien")
        assert items(new)[2:] == ["budget", "combien"]

    def test_children_move_inside_their_group(self, document: dict[str, Any]) -> None:
        new = editing.add_field(document, type="text", title="Libellé", group="budget")
        new = editing.move_field(new, "budget.libelle", by=-1)
        assert list(new["properties"]["budget"]["items"]["properties"]) == ["libelle", "montant"]


class TestRemoving:
    def test_everything_about_it_goes(self, document: dict[str, Any]) -> None:
        new = editing.set_cap(document, "submitted", view="partner", item="combien", word="hidden")
        new = editing.set_kind_cap(new, "opinion", "combien", "hidden")
        assert "combien" not in json.dumps(editing.remove_field(new, "combien"))

    def test_what_others_ask_about_stays_and_they_are_named(self, document: dict[str, Any]) -> None:
        new = editing.set_condition(
            document, "combien", Condition("all", (Clause("le_projet_recoit_il_du_public", "yes"),))
        )
        new = editing.set_transition(
            new, "submitted", to="decided", requires=["le_projet_recoit_il_du_public"]
        )
        with refused("field_in_use") as caught:
            editing.remove_field(new, "le_projet_recoit_il_du_public")
        assert [use.place for use in caught.value.params["uses"]] == ["field", "transition"]

    def test_a_child_counted_by_a_check_stays(self, document: dict[str, Any]) -> None:
        check = {
            "key": "c",
            "message": "?",
            "at": "combien",
            "rule": {">": [{"sum": ["budget", "montant"]}, 0]},
        }
        new = {**document, "x-checks": [check]}
        with refused("field_in_use"):
            editing.remove_field(new, "budget.montant")

    def test_a_page_with_fields_and_the_last_page_stay(self, document: dict[str, Any]) -> None:
        with refused("last_page"):
            editing.remove_page(document, "page_1")
        with refused("page_not_empty"):
            editing.remove_page(editing.add_page(document, title="Deux"), "page_1")


class TestDuplicating:
    def test_a_copy_stands_after_it_with_its_row_and_children(self, document: dict[str, Any]) -> None:
        new = editing.set_rule(document, "budget.montant", view="partner", word="read")
        new = editing.duplicate_field(new, "budget")
        assert items(new)[-1] == "budget_2"
        assert new["x-views"]["partner"]["rules"]["budget_2.montant"] == "read"


class TestRules:
    def test_a_column_at_once(self, document: dict[str, Any]) -> None:
        new = editing.set_rules(document, list(document["properties"]), view="partner", word="read")
        assert {word_of(new, key, "partner") for key in new["properties"]} == {"read"}

    def test_a_child_follows_its_group_until_it_has_a_rule(self, document: dict[str, Any]) -> None:
        new = editing.set_rule(document, "budget.montant", view="partner", word="hidden")
        assert word_of(new, "budget.montant", "partner") == "hidden"
        assert (
            word_of(
                editing.set_rule(new, "budget.montant", view="partner", word=""), "budget.montant", "partner"
            )
            == ""
        )

    def test_required_is_a_mark_where_it_is_filled_in(self, document: dict[str, Any]) -> None:
        new = editing.set_required(document, "combien", True)
        assert [word_of(new, "combien", view) for view in new["x-views"]] == ["edit!", "read", "hidden"]
        child = editing.set_required(new, "budget.montant", True)
        assert child["properties"]["budget"]["items"]["required"] == ["montant"]
        assert (
            "required"
            not in editing.set_required(child, "budget.montant", False)["properties"]["budget"]["items"]
        )

    def test_a_text_to_read_is_never_required(self, document: dict[str, Any]) -> None:
        new = editing.add_field(document, type="static", title="Avant de commencer", required=True)
        assert word_of(new, "avant_de_commencer", "internet") == "read"
        assert editing.who_of(new, "avant_de_commencer") == "citizen"

    def test_the_matrix_may_refine_without_losing_who(self, document: dict[str, Any]) -> None:
        new = editing.set_rule(document, "combien", view="partner", word="read")
        assert editing.who_of(new, "combien") == "citizen"
        assert editing.who_of(editing.set_rule(new, "combien", view="crm", word="edit"), "combien") is None

    @pytest.mark.parametrize("word", ["", "write", "EDIT"])
    def test_other_words_are_refused(self, document: dict[str, Any], word: str) -> None:
        with refused("bad_access"):
            editing.set_rule(document, "combien", view="crm", word=word)


class TestConditions:
    @pytest.mark.parametrize(
        "clause",
        [
            Clause("le_projet_recoit_il_du_public", "no"),
            Clause("combien", "at_least", "300"),
            Clause("combien", "less", "2.5"),
            Clause("nom_de_l_association", "is", "Les Tréteaux"),
            Clause("nom_de_l_association", "filled"),
            Clause("debut", "since", "2026-01-31"),
            Clause("sens", "one_of", "a, b"),
            Clause("aides", "has", "etat"),
            Clause("aides", "has_not", "etat"),
        ],
    )
    def test_what_is_composed_is_read_back(self, document: dict[str, Any], clause: Clause) -> None:
        for kind, title in (("date", "Début"), ("choice", "Sens"), ("choices", "Aides"), ("text", "Motif")):
            document = editing.add_field(document, type=kind, title=title)
        wanted = Condition("all", (clause,))
        new = editing.set_condition(document, "motif", wanted)
        assert editing.read_condition(new, new["properties"]["motif"]["x-when"]) == wanted
        parse(new)

    def test_several_lines_go_together(self, document: dict[str, Any]) -> None:
        clauses = (Clause("combien", "more", "3"), Clause("le_projet_recoit_il_du_public", "yes"))
        new = editing.set_condition(document, "budget", Condition("any", clauses))
        assert editing.read_condition(new, new["properties"]["budget"]["x-when"]) == Condition("any", clauses)
        assert "x-when" not in editing.set_condition(new, "budget", None)["properties"]["budget"]

    def test_what_lines_cannot_say_is_left_alone(self, document: dict[str, Any]) -> None:
        rule = {">": [{"+": [{"var": "combien"}, 1]}, 3]}
        assert editing.read_condition(document, rule) is None
        assert editing.read_condition(document, {"and": [rule]}) is None
        assert editing.read_condition(document, "nonsense") is None

    def test_circles_are_refused(self, document: dict[str, Any]) -> None:
        yes = Condition("all", (Clause("le_projet_recoit_il_du_public", "yes"),))
        new = editing.set_condition(document, "combien", yes)
        with refused("condition_in_a_circle"):
            editing.set_condition(
                new, "le_projet_recoit_il_du_public", Condition("all", (Clause("combien", "more", "1"),))
            )
        with refused("condition_in_a_circle"):
            editing.set_condition(document, "page_1", yes)

    @pytest.mark.parametrize(
        ("clause", "code"),
        [
            (Clause("combien", "more", "beaucoup"), "not_a_number"),
            (Clause("combien", "more", "1e999999"), "not_a_number"),
            (Clause("combien", "more", ""), "condition_without_value"),
            (Clause("combien", "has", "1"), "bad_operator"),
            (Clause("fantome", "filled"), "no_such_field"),
            (Clause("budget.montant", "more", "1"), "asks_about_rows"),
        ],
    )
    def test_nonsense_is_refused(self, document: dict[str, Any], clause: Clause, code: str) -> None:
        with refused(code):
            editing.set_condition(document, "nom_de_l_association", Condition("all", (clause,)))


class TestStatuses:
    def test_a_status_takes_the_moves_to_it_along(self, document: dict[str, Any]) -> None:
        new = editing.remove_status(document, "decided")
        assert [status["key"] for status in new["x-statuses"]] == ["draft", "submitted"]
        assert new["x-statuses"][1]["to"] == []

    def test_the_last_one_stays(self, document: dict[str, Any]) -> None:
        one = editing.remove_status(editing.remove_status(document, "decided"), "submitted")
        with refused("last_status"):
            editing.remove_status(one, "draft")

    def test_a_move_is_set_once(self, document: dict[str, Any]) -> None:
        new = editing.set_transition(document, "submitted", to="draft", by="agent", title="Renvoyer")
        new = editing.set_transition(new, "submitted", to="draft", by="agent", requires=["combien"])
        assert len(new["x-statuses"][1]["to"]) == 2
        assert parse(new).status("submitted").transition("draft").requires == ("combien",)  # type: ignore[union-attr]

    @pytest.mark.parametrize(("days", "code"), [(0, "bad_limit"), (3651, "bad_limit")])
    def test_a_limit_is_a_number_of_days(self, document: dict[str, Any], days: int, code: str) -> None:
        with refused(code):
            editing.set_status(document, "draft", limit_days=days)

    def test_a_status_can_be_a_decision(self, document: dict[str, Any]) -> None:
        new = editing.set_status(document, "decided", outcome="granted")
        assert parse(new).status("decided").outcome == "granted"
        assert parse(editing.set_status(new, "decided", outcome="")).status("decided").outcome is None
        with refused("bad_outcome"):
            editing.set_status(document, "decided", outcome="perhaps")

    def test_single_pages_can_be_limited(self, document: dict[str, Any]) -> None:
        new = editing.set_cap(document, "submitted", view="internet", item="page_1", word="hidden")
        assert parse(new).status("submitted").cap("internet").items
        assert (
            "items"
            not in editing.set_cap(new, "submitted", view="internet", item="page_1", word="edit")[
                "x-statuses"
            ][1]
        )
        with refused("no_such_page"):
            editing.set_cap(document, "submitted", view="internet", item="fantome", word="hidden")


class TestScopes:
    def test_verdicts_keep_their_keys(self, document: dict[str, Any]) -> None:
        lines = [VerdictLine("Favorable"), VerdictLine("Défavorable", reasons=True)]
        new = editing.add_scope(document, title="Avis juridique", verdicts=lines)
        new = editing.set_scope(
            new, "avis_juridique", verdicts=[VerdictLine("Très favorable", "favorable")], hidden=["budget"]
        )
        scope = parse(new).scopes[0]
        assert [(each.key, each.title) for each in scope.verdicts] == [("favorable", "Très favorable")]
        assert scope.cap.items

    def test_it_is_not_answered_through_the_desk_view(self, document: dict[str, Any]) -> None:
        new = editing.add_scope(document, title="Avis")
        with refused("no_such_view"):
            editing.set_scope(new, "avis", view="crm")


def test_revealing_is_declared_and_taken_back(document: dict[str, Any]) -> None:
    new = editing.set_reveals(document, "combien", view="partner", reveals=True)
    assert parse(new).views["partner"].reveals == {"combien"}
    assert editing.set_reveals(new, "combien", view="partner", reveals=False) == document


@pytest.mark.parametrize("reference", ["SUB", "{seq:05d}{", "{yyyy}", "a" * 61, "{seq:5d}", "é{seq}"])
def test_a_reference_that_counts_nothing_is_refused(document: dict[str, Any], reference: str) -> None:
    with pytest.raises(Refused):
        editing.describe(document, title="Subvention", reference=reference)
    assert editing.describe(document, title="S", reference="SUB-{yyyy}-{seq:05d}")["x-reference"]
