from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.document import parse
from formengine.problems import DocumentRefused
from formengine.taking_part import (
    MOST_GRACE_DAYS,
    MOST_REMINDER_DAYS,
    MOST_REMINDERS,
    UNSAID,
    Capacity,
    PartnerRules,
    PartyKind,
    Reminders,
)
from tests.formengine.builders import document, model


def rules(**said: Any) -> PartnerRules:
    return model({"a": {}}, x_partners=said).partners


def refused(**others: Any) -> tuple[tuple[str | int, ...], str, dict[str, Any]]:
    with pytest.raises(DocumentRefused) as found:
        parse(document({"a": {}}, **others))
    problem = found.value.problem
    return problem.path, problem.code, dict(problem.params)


class TestPartners:
    def test_what_is_not_said_gives_nobody_more(self) -> None:
        unsaid = model({"a": {}}).partners
        assert unsaid == rules() == UNSAID
        assert (unsaid.strict, unsaid.keeps, unsaid.acquainted, unsaid.forward) == (
            True,
            "nothing",
            False,
            False,
        )
        assert (unsaid.grace_days, unsaid.reply_days, unsaid.reminders) == (15, 10, None)

    def test_all_of_it_can_be_said(self) -> None:
        said = rules(
            address="open",
            keeps="reply",
            acquainted=True,
            forward=True,
            grace_days=30,
            reply_days=5,
            reminders={"before_days": 3, "every_days": 7, "most": 2},
        )
        assert said == PartnerRules(False, "reply", True, True, 30, 5, Reminders(3, 7, 2))

    @pytest.mark.parametrize("name", ["acquainted", "forward"])
    @pytest.mark.parametrize("value", ["true", 1, [True], None, False])
    def test_only_true_opens(self, name: str, value: Any) -> None:
        assert rules(**{name: value}) == UNSAID

    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ({}, None),
            ({"most": 5}, None),
            ({"before_days": 2}, Reminders(2, None, 3)),
            ({"every_days": 9, "most": 1}, Reminders(None, 9, 1)),
        ],
    )
    def test_reminders_need_a_day(self, said: Any, read: Reminders | None) -> None:
        assert rules(reminders=said).reminders == read

    @pytest.mark.parametrize(
        ("said", "place", "code"),
        [
            ({"address": "loose"}, ("address",), "not_a_choice"),
            ({"address": 5}, ("address",), "not_text"),
            ({"keeps": "dossier"}, ("keeps",), "not_a_choice"),
            ({"keeps": ["reply"]}, ("keeps",), "not_text"),
            ({"reminders": []}, ("reminders",), "not_an_object"),
        ],
    )
    def test_what_cannot_be_said(self, said: Any, place: tuple[str, ...], code: str) -> None:
        assert refused(x_partners=said) == (("x-partners", *place), code, {})

    @pytest.mark.parametrize("value", [0, -1, 2.0, "5", True, None, 91, 10**9])
    @pytest.mark.parametrize(
        ("name", "most"),
        [
            ("grace_days", MOST_GRACE_DAYS),
            ("reply_days", MOST_REMINDER_DAYS),
            ("before_days", MOST_REMINDER_DAYS),
            ("every_days", MOST_REMINDER_DAYS),
            ("most", MOST_REMINDERS),
        ],
    )
    def test_numbers_have_bounds(self, name: str, most: int, value: Any) -> None:
        inner = name in ("before_days", "every_days", "most")
        said = {"reminders": {"before_days": 1, name: value}} if inner else {name: value}
        place = ("reminders", name) if inner else (name,)
        assert refused(x_partners=said) == (("x-partners", *place), "out_of_range", {"most": most})

    @pytest.mark.parametrize(("name", "most"), [("grace_days", 90), ("reply_days", 90)])
    def test_the_bounds_themselves_are_allowed(self, name: str, most: int) -> None:
        assert getattr(rules(**{name: 1}), name) == 1
        assert getattr(rules(**{name: most}), name) == most

    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3))
    def test_whatever_stands_there_is_read_or_refused(self, value: Any) -> None:
        for name in ("address", "keeps", "acquainted", "forward", "grace_days", "reply_days", "reminders"):
            try:
                found = rules(**{name: value})
            except DocumentRefused:
                continue
            assert found.strict or value == "open"
            assert found.keeps == "nothing" or value == "reply"
            assert not (found.acquainted or found.forward) or value is True

    def test_what_is_no_object_is_refused(self) -> None:
        assert refused(x_partners="open") == (("x-partners",), "not_an_object", {})


class TestRepresentativesAndParties:
    def test_they_are_read(self) -> None:
        read = model(
            {"a": {}},
            x_on_behalf=[
                {"key": "lawyer", "title": "Lawyer", "view": "partner", "mandate": "a"},
                {"key": "relative", "title": "Relative"},
            ],
            x_parties=[{"key": "respondent", "title": "Respondent", "view": "partner"}],
        )
        assert read.capacities == (
            Capacity("lawyer", "Lawyer", "partner", "a"),
            Capacity("relative", "Relative"),
        )
        assert read.parties == (PartyKind("respondent", "Respondent", "partner"),)
        assert (read.capacity("relative"), read.capacity("gone")) == (read.capacities[1], None)
        assert (read.party("respondent"), read.party("gone")) == (read.parties[0], None)

    def test_a_model_that_says_nothing_knows_nobody(self) -> None:
        read = model({"a": {}})
        assert (read.capacities, read.parties) == ((), ())

    @pytest.mark.parametrize("section", ["x_on_behalf", "x_parties"])
    @pytest.mark.parametrize(
        ("entries", "place", "code"),
        [
            ({}, (), "not_a_list"),
            (["lawyer"], (0,), "not_an_object"),
            ([{"title": "T"}], (0, "key"), "bad_key"),
            ([{"key": "Bad key"}], (0, "key"), "bad_key"),
            ([{"key": "a", "title": 5}], (0, "title"), "not_text"),
            ([{"key": "a", "view": {}}], (0, "view"), "not_text"),
        ],
    )
    def test_what_cannot_be_read(self, section: str, entries: Any, place: Any, code: str) -> None:
        assert refused(**{section: entries}) == ((section.replace("_", "-"), *place), code, {})

    @pytest.mark.parametrize("section", ["x_on_behalf", "x_parties", "x_documents"])
    def test_each_key_stands_once(self, section: str) -> None:
        entries = [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}]
        name = section.replace("_", "-")
        assert refused(**{section: entries}) == ((name,), "duplicate_key", {"key": "a"})

    def test_a_mandate_is_the_name_of_a_field(self) -> None:
        capacities = [{"key": "a", "title": "A", "mandate": 3}]
        assert refused(x_on_behalf=capacities) == (("x-on-behalf", 0, "mandate"), "not_text", {})
