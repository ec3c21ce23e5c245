"""A model with a field of every kind, nested, and answers to it: what rules are tried on."""

from typing import Any

from tests.formengine.builders import Json, model

OPTIONS: Json = {"oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]}
LINES: Json = {
    "x-type": "rows",
    "title": "Lines",
    "items": {
        "properties": {
            "cost": {"x-type": "integer", "title": "Line cost"},
            "box": {
                "x-type": "group",
                "title": "Box",
                "properties": {"size": {"x-type": "integer", "title": "Size"}},
            },
            "parts": {
                "x-type": "rows",
                "title": "Parts",
                "items": {"properties": {"weight": {"x-type": "integer", "title": "Weight"}}},
            },
        }
    },
}
PROPERTIES: Json = {
    "yes": {"x-type": "yesno", "title": "Salaries"},
    "number": {"x-type": "integer", "title": "Number"},
    "amount": {"x-type": "money", "title": "Amount"},
    "day": {"x-type": "date", "title": "Start"},
    "later": {"x-type": "date", "title": "End"},
    "text": {"title": "Name"},
    "one": {"x-type": "choice", "title": "One", **OPTIONS},
    "many": {"x-type": "choices", "title": "Many", "items": OPTIONS},
    "where": {"x-type": "address", "title": "Where"},
    "note": {"x-type": "static", "title": "Note"},
    "group": {
        "x-type": "group",
        "title": "Group",
        "properties": {
            "name": {"x-type": "text", "title": "Name"},
            "inner": {
                "x-type": "group",
                "title": "Inner",
                "properties": {"deep": {"x-type": "integer", "title": "Deep"}},
            },
            "lines": LINES,
        },
    },
    "rows": {
        "x-type": "rows",
        "title": "Budget",
        "items": {
            "properties": {
                "side": {"x-type": "text", "title": "Direction"},
                "kind": {"x-type": "choice", "title": "Kind", **OPTIONS},
                "cost": {"x-type": "money", "title": "Cost"},
            }
        },
    },
}
MODEL = model(PROPERTIES)
ANSWERS: Json = {
    "yes": True,
    "number": 5,
    "amount": "10.10",
    "day": "2026-01-02",
    "later": "2026-01-03",
    "text": "abc",
    "one": "a",
    "many": ["a", "b"],
    "group": {
        "name": "Ann",
        "inner": {"deep": 7},
        "lines": [
            {"_id": "1", "cost": 1, "box": {"size": 4}, "parts": [{"_id": "1", "weight": 1}]},
            {
                "_id": "2",
                "cost": 2,
                "box": {"size": 5},
                "parts": [{"_id": "1", "weight": 2}, {"_id": "2", "weight": 3}],
            },
        ],
    },
    "rows": [
        {"_id": "1", "side": "in", "cost": "0.10"},
        {"_id": "2", "side": "in", "cost": "0.20"},
        {"_id": "3", "side": "out", "cost": "0.30"},
        {"_id": "4", "side": "out"},
    ],
}


def var(name: str) -> dict[str, str]:
    return {"var": name}


def decimal(text: Any) -> dict[str, str]:
    return {"decimal": str(text)}
