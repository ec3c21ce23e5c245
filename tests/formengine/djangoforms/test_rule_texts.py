"""Rules as sentences, in English and with the fields' own titles."""

from typing import Any

import pytest

from formengine.djangoforms import rule_sentence, rule_text
from formengine.rules import compile_expression
from tests.formengine.rules.town import MODEL, decimal, var

IN = {"==": [var(".side"), "Charge"]}
YES = {"==": [var("yes"), True]}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (YES, "“Salaries” is yes"),
        (var("yes"), "“Salaries” is yes"),
        ({"!": var("yes")}, "“Salaries” is no"),
        ({"!=": [True, var("yes")]}, "“Salaries” is no"),
        ({"==": [var("one"), "a"]}, "“One” is “Alpha”"),
        ({"in": [var("one"), ["a", "b"]]}, "“One” is one of “Alpha”, “Beta”"),
        ({"!": {"in": [var("one"), ["a", "b"]]}}, "“One” is none of “Alpha”, “Beta”"),
        ({"in": ["a", var("many")]}, "“Many” includes “Alpha”"),
        ({"!": {"contains": [var("many"), "b"]}}, "“Many” does not include “Beta”"),
        ({"!": {"empty": var("group.name")}}, "“Group › Name” is filled in"),
        ({"<": [var("day"), "2026-03-31"]}, "“Start” is before 31 March 2026"),
        ({">=": [var("later"), var("day")]}, "“End” is on or after “Start”"),
        ({">": [var("amount"), 1000]}, "“Amount” is more than €1,000.00"),
        (
            {"and": [YES, {"or": [{"empty": var("text")}, {"==": [var("number"), 5]}]}]},
            "“Salaries” is yes and (“Name” is not filled in or “Number” is 5)",
        ),
        (
            {"==": [{"sum": ["rows", "cost", IN]}, {"sum": ["rows", "cost"]}]},
            (
                "the total of “Cost” over the rows of “Budget” where “Direction” is “Charge” is "
                "the total of “Cost” over the rows of “Budget”"
            ),
        ),
        (
            {"<=": [var("amount"), {"percent": [80, {"+": [var("amount"), 5]}]}]},
            "“Amount” is at most 80 % of (“Amount” plus 5)",
        ),
        (
            {"brackets": [var("amount"), {"up_to": 1000, "then": 40}, {"then": 110}]},
            "by “Amount”: 40 up to €1,000.00; 110 above that",
        ),
        ({"if": [YES, 0, decimal("1.5")]}, "0 if “Salaries” is yes; otherwise 1.5"),
        ({"date_add": [var("day"), {"months": 1, "days": 15}]}, "“Start” plus 1 month and 15 days"),
        (
            {">=": [{"years": [var("day"), {"today": []}]}, 18]},
            "the years from “Start” to today is at least 18",
        ),
        ({"any": ["rows", IN]}, "in some row of “Budget”, “Direction” is “Charge”"),
        ({"!": {"any": ["rows", IN]}}, "it is not so that in some row of “Budget”, “Direction” is “Charge”"),
        ({"max": [var("day"), var("later")]}, "the latest of “Start”, “End”"),
        (
            {"disjoint": [{"values": ["rows", "side"]}, var("many")]},
            "“Direction” in the rows of “Budget” and “Many” have nothing in common",
        ),
        ({"exactly_one": [var("amount"), var("yes")]}, "exactly one of “Amount”, “Salaries” is filled in"),
        ({"cat": [var("text"), " / 100 %"]}, "“Name”, “ / 100 %” put together"),
        ({"==": [var("gone"), None]}, "“gone” is no answer"),
        (False, "never"),
        ({"==": [{"length": var("text")}, 3]}, "the number of characters of “Name” is 3"),
        ({"==": [{"length": var("many")}, 3]}, "how many there are in “Many” is 3"),
        ({"==": [{"-": [var("number")]}, 3]}, "minus “Number” is 3"),
        ({"==": [{"round": [var("amount"), 1]}, 3]}, "“Amount” rounded, decimals kept: 1 is 3"),
        ({"==": [{"round": [var("amount")]}, 3]}, "“Amount” rounded to a whole number is 3"),
        ({"==": [{"round": [var("amount"), -2]}, 3]}, "“Amount” rounded to 100 is 3"),
        ({"if": [YES, 1]}, "1 if “Salaries” is yes"),
        ({"==": [{"abs": var("number")}, 3]}, "“Number” without its sign is 3"),
        (
            {"any": ["rows", IN, YES]},
            "in some row of “Budget” where “Salaries” is yes, “Direction” is “Charge”",
        ),
        (
            {">": [{"days": ["2026-01-01", var("day")]}, 3]},
            "the days from 1 January 2026 to “Start” is more than 3",
        ),
        ({"==": [{"if": [YES, True, False]}, True]}, "(yes if “Salaries” is yes; otherwise no) is yes"),
    ],
)
def test_it_is_said(rule: Any, text: str) -> None:
    assert rule_text(compile_expression(rule), MODEL, "en") == text


def test_a_result_is_written_as_its_field_is() -> None:
    rule = compile_expression({"if": [YES, 40, 110]})
    said = rule_sentence("x-compute", rule, MODEL, "en", MODEL.fields["amount"])
    assert said == "Computed: €40.00 if “Salaries” is yes; otherwise €110.00."


def test_where_it_stands_makes_the_sentence() -> None:
    rule = compile_expression(YES)
    assert rule_sentence("x-when", rule, MODEL, "en") == "Shown when “Salaries” is yes."
    assert rule_sentence("x-required-when", rule, MODEL, "en") == (
        "An answer is required when “Salaries” is yes."
    )
