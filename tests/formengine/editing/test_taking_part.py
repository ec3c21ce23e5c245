"""Gestures on partners, representatives, other parties, their views, and documents handed out."""

from typing import Any

import pytest

from formengine import editing
from formengine.document import parse
from formengine.editing import Refused
from formengine.editing.papers import MOST_PAPERS, nameable
from formengine.editing.taking_part import MOST_KINDS, portal_views
from formengine.editing.views import MOST_VIEWS, users_of_view
from formengine.linting import lint
from formengine.papers import LONGEST_TEXT
from formengine.taking_part import UNSAID, PartnerRules, Reminders
from tests.formengine.builders import Json, document
from tests.formengine.editing.test_gestures import WORDING

FIELDS: Json = {
    "name": {},
    "proof": {"x-type": "file"},
    "notice": {"x-type": "static"},
    "group": {"x-type": "group", "properties": {"child": {"x-type": "text", "title": "C"}}},
    "lines": {"x-type": "rows", "items": {"properties": {"cost": {"x-type": "money", "title": "Cost"}}}},
}
SCOPES = [{"key": each, "title": each.title(), "verdicts": ["yes"]} for each in ("legal", "technical")]


def drawn(**others: Any) -> Json:
    return document(FIELDS, x_scopes=SCOPES, **others)


def refusal(gesture: Any, *positional: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        gesture(*positional, **named)
    return found.value.code


class TestPartners:
    def test_what_is_set_is_read_back(self) -> None:
        rules = PartnerRules(False, "reply", True, True, 30, 5, Reminders(2, None, 1))
        new = editing.set_partners(drawn(), rules)
        assert parse(new).partners == rules
        assert new["x-partners"]["reminders"] == {"before_days": 2, "most": 1}

    def test_what_is_unsaid_stays_unsaid(self) -> None:
        before = drawn()
        assert editing.set_partners(before, UNSAID) == before

    def test_what_is_said_stays_said(self) -> None:
        before = drawn(x_partners={"address": "strict", "grace_days": 15})
        assert editing.set_partners(before, UNSAID) == before

    def test_reminders_go_when_no_day_is_left(self) -> None:
        before = drawn(x_partners={"reminders": {"every_days": 7}})
        assert "x-partners" not in editing.set_partners(before, UNSAID)
        without = PartnerRules(reminders=Reminders(None, None, 5))
        assert "x-partners" not in editing.set_partners(before, without)

    @pytest.mark.parametrize(
        ("rules", "code"),
        [
            (PartnerRules(grace_days=0), "out_of_range"),
            (PartnerRules(reply_days=91), "out_of_range"),
            (PartnerRules(reminders=Reminders(0, None, 3)), "out_of_range"),
            (PartnerRules(reminders=Reminders(1, None, 13)), "out_of_range"),
            (PartnerRules(keeps="dossier"), "not_a_choice"),
        ],
    )
    def test_what_cannot_be_set(self, rules: PartnerRules, code: str) -> None:
        assert refusal(editing.set_partners, drawn(), rules) == code

    def test_a_new_model_behaves_well_by_itself(self) -> None:
        partners = parse(editing.new_document("Model", WORDING)).partners
        assert partners == PartnerRules(keeps="reply", reminders=Reminders(3, 7, 3))
        assert partners.strict


class TestRepresentatives:
    def test_they_are_added_set_moved_and_removed(self) -> None:
        new = editing.add_capacity(drawn(), title="Lawyer")
        new = editing.add_capacity(new, title="Relative", key="family")
        new = editing.set_capacity(new, "lawyer", title="Counsel", view="partner", mandate="proof")
        assert new["x-on-behalf"] == [
            {"key": "lawyer", "title": "Counsel", "view": "partner", "mandate": "proof"},
            {"key": "family", "title": "Relative"},
        ]
        new = editing.set_capacity(editing.move_capacity(new, "lawyer", by=1), "lawyer", view="", mandate="")
        assert new["x-on-behalf"] == [
            {"key": "family", "title": "Relative"},
            {"key": "lawyer", "title": "Counsel"},
        ]
        new = editing.remove_capacity(editing.remove_capacity(new, "family"), "lawyer")
        assert new == drawn()
        assert lint(parse(new)) == ()

    @pytest.mark.parametrize(
        ("code", "named"),
        [
            ("label_missing", {"title": " "}),
            ("no_such_view", {"view": "moon"}),
            ("no_such_view", {"view": "crm"}),
            ("not_a_file", {"mandate": "name"}),
            ("not_a_file", {"mandate": "group.child"}),
            ("no_such_field", {"mandate": "gone"}),
        ],
    )
    def test_what_cannot_be_set(self, code: str, named: Json) -> None:
        new = editing.add_capacity(drawn(), title="Lawyer")
        assert refusal(editing.set_capacity, new, "lawyer", **named) == code

    def test_a_proof_that_is_asked_for_is_not_taken_away(self) -> None:
        new = editing.add_capacity(drawn(), title="Lawyer")
        new = editing.set_capacity(new, "lawyer", mandate="proof")
        with pytest.raises(Refused) as found:
            editing.remove_field(new, "proof")
        assert [(use.place, use.title) for use in found.value.params["uses"]] == [("capacity", "Lawyer")]


class TestParties:
    def test_a_party_comes_with_a_view_that_shows_nothing_yet(self) -> None:
        new = editing.add_party(editing.new_document("Model", WORDING), title="Other party")
        assert new["x-parties"] == [{"key": "other_party", "title": "Other party", "view": "other_party"}]
        assert new["x-views"]["other_party"] == {"title": "Other party", "surface": "portal", "rules": {}}
        assert [status["caps"]["other_party"] for status in new["x-statuses"]] == ["hidden", "read", "read"]

    def test_they_are_added_set_moved_and_removed(self) -> None:
        new = editing.add_party(drawn(), title="Respondent", view="partner")
        new = editing.add_party(new, title="Witness")
        new = editing.set_party(new, "respondent", title="Defendant", view="witness")
        new = editing.move_party(new, "witness", by=-1)
        assert [(each["key"], each["title"], each["view"]) for each in new["x-parties"]] == [
            ("witness", "Witness", "witness"),
            ("respondent", "Defendant", "witness"),
        ]
        assert editing.set_party(new, "witness") == new
        assert lint(parse(new)) == ()
        gone = editing.remove_party(editing.remove_party(new, "witness"), "respondent")
        assert "x-parties" not in gone
        assert editing.remove_view(gone, "witness") == drawn()

    def test_a_view_of_that_name_is_not_shared_by_chance(self) -> None:
        new = editing.add_party(editing.add_view(drawn(), title="Witness"), title="Witness")
        assert new["x-parties"][0]["view"] == "witness_2"

    @pytest.mark.parametrize(
        ("code", "view"),
        [("no_such_view", "moon"), ("no_such_view", "crm"), ("view_of_applicant", "internet")],
    )
    def test_they_look_through_a_view_of_the_portal(self, code: str, view: str) -> None:
        new = editing.add_party(drawn(), title="Witness")
        assert refusal(editing.set_party, new, "witness", view=view) == code
        assert refusal(editing.add_party, drawn(), title="Witness", view=view) == code


class TestViews:
    def test_one_is_added_renamed_and_removed(self) -> None:
        new = editing.set_view(editing.add_view(drawn(), title="Mediator"), "mediator", title="Conciliator")
        assert new["x-views"]["mediator"]["title"] == "Conciliator"
        assert portal_views(new) == ["internet", "partner", "mediator"]
        new = editing.set_cap(new, "open", view="mediator", word="edit")
        new = editing.set_cap(new, "open", view="mediator", word="hidden", item="name")
        new = editing.set_rule(new, "name", view="mediator", word="read")
        new["x-statuses"][0]["hidden_after_days"] = {"mediator": 90, "partner": 30}
        gone = editing.remove_view(new, "mediator")
        assert "mediator" not in str(gone)
        assert gone["x-statuses"][0]["hidden_after_days"] == {"partner": 30}

    def test_those_who_look_through_it_keep_it(self) -> None:
        new = editing.add_party(editing.add_capacity(drawn(), title="Lawyer"), title="Other")
        new = editing.set_capacity(new, "lawyer", view="other")
        new = editing.set_scope(new, "legal", view="other")
        users = [("scope", "legal"), ("capacity", "lawyer"), ("party", "other")]
        assert [(use.place, use.key) for use in users_of_view(new, "other")] == users
        with pytest.raises(Refused) as found:
            editing.remove_view(new, "other")
        assert (found.value.code, found.value.params["label"]) == ("view_in_use", "Other")
        assert [(use.place, use.key) for use in found.value.params["uses"]] == users

    @pytest.mark.parametrize("view", ["internet", "crm", "partner"])
    def test_three_always_stay(self, view: str) -> None:
        assert refusal(editing.remove_view, drawn(), view) == "basic_view"

    def test_what_is_not_there_is_refused(self) -> None:
        assert refusal(editing.remove_view, drawn(), "moon") == "no_such_view"
        assert refusal(editing.set_view, drawn(), "moon", title="M") == "no_such_view"
        assert refusal(editing.add_view, drawn(), title="M", key="crm") == "key_taken"


class TestPapers:
    def test_they_are_added_set_moved_and_removed(self) -> None:
        new = editing.add_paper(drawn(), title="Decision")
        new = editing.add_paper(new, title="Mission letter")
        new = editing.set_paper(
            new,
            "decision",
            title="The decision",
            parties=True,
            scopes=["technical", "legal"],
            words="# D\r\n{{name}}",
        )
        assert new["x-documents"] == [
            {
                "key": "decision",
                "title": "The decision",
                "parties": True,
                "scopes": ["legal", "technical"],
                "text": "# D\n{{name}}",
            },
            {"key": "mission_letter", "title": "Mission letter"},
        ]
        assert lint(parse(new)) == ()
        new = editing.move_paper(new, "decision", by=1)
        assert [each["key"] for each in new["x-documents"]] == ["mission_letter", "decision"]
        new = editing.set_paper(new, "decision", parties=False, scopes=[], words="")
        assert new["x-documents"][1] == {"key": "decision", "title": "The decision"}
        assert editing.set_paper(new, "decision") == new
        assert editing.remove_paper(editing.remove_paper(new, "decision"), "mission_letter") == drawn()

    @pytest.mark.parametrize(
        ("code", "named"),
        [
            ("label_missing", {"title": ""}),
            ("no_such_scope", {"scopes": ["gone"]}),
            ("too_long", {"words": "x" * (LONGEST_TEXT + 1)}),
            ("unstorable_text", {"words": "\x00"}),
        ],
    )
    def test_what_cannot_be_set(self, code: str, named: Json) -> None:
        new = editing.add_paper(drawn(), title="Letter")
        assert refusal(editing.set_paper, new, "letter", **named) == code

    def test_a_scope_that_goes_is_no_recipient_any_more(self) -> None:
        new = editing.set_paper(
            editing.add_paper(drawn(), title="Letter"), "letter", scopes=["legal", "technical"]
        )
        new = editing.remove_scope(new, "legal")
        assert new["x-documents"][0]["scopes"] == ["technical"]
        assert "scopes" not in editing.remove_scope(new, "technical")["x-documents"][0]

    @pytest.mark.parametrize(
        ("text", "address", "used"),
        [
            ("{{name}}", "name", True),
            ("{{ name }}", "name", True),
            ("{{group.child}}", "group.child", True),
            ("{{group.child}}", "group", True),
            ("{{group}}", "group.child", False),
            ("{{names}} name {{ na me }} {name}", "name", False),
            ("", "name", False),
        ],
    )
    def test_what_a_text_names_is_not_taken_away(self, text: str, address: str, used: bool) -> None:
        new = editing.set_paper(editing.add_paper(drawn(), title="Letter"), "letter", words=text)
        users = [(use.place, use.title) for use in editing.uses_of(new, address)]
        assert users == ([("paper", "Letter")] if used else [])

    def test_a_name_of_the_texts_own_needs_no_field(self) -> None:
        new = editing.add_field(drawn(), type="text", title="Status")
        new = editing.set_paper(editing.add_paper(new, title="Letter"), "letter", words="{{status}}")
        assert editing.uses_of(new, "status") == ()
        new = editing.set_paper(new, "letter", words="{{.status}}")
        assert [use.place for use in editing.uses_of(new, "status")] == ["paper"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("{{name}} {{ name }}", "{{group.name}} {{group.name}}"),
            ("{{.name}}", "{{group.name}}"),
            ("{{names}} name {{title}} {{ group }}", "{{names}} name {{title}} {{ group }}"),
        ],
    )
    def test_texts_follow_a_field_into_a_group(self, before: str, after: str) -> None:
        new = editing.set_paper(editing.add_paper(drawn(), title="Letter"), "letter", words=before)
        new = editing.add_paper(new, title="Without a text")
        moved = editing.place_field(new, "name", group="group")
        assert moved["x-documents"][0]["text"] == after

    def test_texts_follow_a_field_out_of_a_group(self) -> None:
        text = "{{group.child}} {{ group }}"
        new = editing.set_paper(editing.add_paper(drawn(), title="Letter"), "letter", words=text)
        moved = editing.place_field(new, "group.child", page="page")
        assert moved["x-documents"][0]["text"] == "{{child}} {{ group }}"
        assert lint(parse(moved))[0].code == "no_children"

    def test_a_field_that_comes_to_be_called_as_a_name_of_the_texts_own(self) -> None:
        new = editing.add_field(drawn(), type="text", title="Title", group="group")
        new = editing.set_paper(editing.add_paper(new, title="L"), "l", words="{{title}} {{group.title}}")
        moved = editing.place_field(new, "group.title", page="page")
        assert moved["x-documents"][0]["text"] == "{{title}} {{.title}}"

    def test_what_has_words_can_be_named(self) -> None:
        assert nameable(drawn(), "page") == ["name", "group", "group.child", "lines"]


def full(section: str, count: int) -> Json:
    entries = [{"key": f"k{number}", "title": "K", "view": "partner"} for number in range(count)]
    return drawn(**{section.replace("-", "_"): entries})


@pytest.mark.parametrize(
    ("code", "gesture"),
    [
        ("too_many_kinds", lambda: editing.add_capacity(full("x-on-behalf", MOST_KINDS), title="K")),
        ("too_many_kinds", lambda: editing.add_party(full("x-parties", MOST_KINDS), title="K")),
        ("too_many_papers", lambda: editing.add_paper(full("x-documents", MOST_PAPERS), title="K")),
        ("too_many_views", lambda: editing.add_view(many_views(), title="V")),
        ("no_such_capacity", lambda: editing.set_capacity(drawn(), "gone", title="K")),
        ("no_such_capacity", lambda: editing.remove_capacity(drawn(), "gone")),
        ("no_such_capacity", lambda: editing.move_capacity(drawn(), "gone", by=1)),
        ("no_such_party", lambda: editing.set_party(drawn(), "gone", title="K")),
        ("no_such_party", lambda: editing.remove_party(drawn(), "gone")),
        ("no_such_party", lambda: editing.move_party(drawn(), "gone", by=1)),
        ("no_such_paper", lambda: editing.set_paper(drawn(), "gone", title="K")),
        ("no_such_paper", lambda: editing.remove_paper(drawn(), "gone")),
        ("no_such_paper", lambda: editing.move_paper(drawn(), "gone", by=1)),
        ("key_taken", lambda: editing.add_paper(full("x-documents", 1), title="K", key="k0")),
        ("bad_key", lambda: editing.add_capacity(drawn(), title="K", key="K!")),
    ],
)
def test_what_is_refused(code: str, gesture: Any) -> None:
    assert refusal(gesture) == code


def many_views() -> Json:
    new = drawn()
    for number in range(MOST_VIEWS - len(new["x-views"])):
        new = editing.add_view(new, title=f"View {number}")
    return new
