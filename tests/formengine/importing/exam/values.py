"""Text, numbers, dates, choices: one value at a time."""

from tests.formengine.importing.exam.paper import D4, FLAG, NUMBER, TEXT, WHOLE, Paper, one, thing

VALUES: dict[str, Paper] = {
    "text": one(TEXT, ["a", "two words"], [5, True, ["a"], {"a": 1}]),
    "text lengths": one({**TEXT, "minLength": 2, "maxLength": 4}, ["ab", "abcd", "éééé"], ["a", "abcde"]),
    "text by pattern": one({**TEXT, "pattern": "^[A-Z]{2}[0-9]+$"}, ["AB1"], ["ab1", "AB", "xAB1"]),
    "pattern anywhere": one({**TEXT, "pattern": "b+"}, ["abc"], ["ac"]),
    "pattern with classes": one({**TEXT, "pattern": r"^\d{3}-\w+\s?$"}, ["123-ab"], ["12-ab"]),
    "pattern looking ahead": one({**TEXT, "pattern": "^(?!000)[0-9]{3}$"}, ["123", "001"], ["000", "12"]),
    "pattern looking ahead inside": one(
        {**TEXT, "pattern": "^(?!(000|666))[0-9]{3}-(?!00)[0-9]{2}$"},
        ["123-45"],
        ["000-45", "666-11", "123-00"],
    ),
    "untyped by pattern": one({"pattern": "^a"}, ["ab"], ["ba"]),
    "date": one({**TEXT, "format": "date"}, ["2026-02-28"], [5, False]),
    "date and time": one({**TEXT, "format": "date-time"}, ["2026-02-28T10:00:00Z"], [5]),
    "time": one({**TEXT, "format": "time"}, ["10:00:00Z"], [5]),
    "e-mail": one({**TEXT, "format": "email"}, ["a@example.org"], [5]),
    "uri": one({**TEXT, "format": "uri"}, ["https://example.org/a?b=c#d", "urn:isbn:0451450523"], [5]),
    "uuid": one({**TEXT, "format": "uuid"}, ["7f1c1ab6-0d4e-4a1e-9d0f-0e5c1a2b3c4d"], [5]),
    "unknown format": one({**TEXT, "format": "favourite-colour"}, ["mauve"], [5]),
    "integer": one({**WHOLE, "minimum": 1, "maximum": 10}, [1, 10, 5.0], [0, 11, 1.5, "5", True]),
    "number": one({**NUMBER, "minimum": -1.5, "maximum": 2.25}, [-1.5, 0, 2.25], [-1.6, 2.5, "1", False]),
    "exclusive limits": one({**NUMBER, "exclusiveMinimum": 0, "exclusiveMaximum": 1}, [0.5], [0, 1, 1.5]),
    "exclusive limits in draft 4": one(
        {**NUMBER, "minimum": 0, "exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": True},
        [0.1, 8.9],
        [0, 9],
        draft=D4,
    ),
    "whole multiples": one({**WHOLE, "multipleOf": 5}, [0, 15, -5], [3, 7]),
    "multiples of a half": one({**NUMBER, "multipleOf": 0.5}, [1.5, 2], [1.25]),
    "large numbers": one(NUMBER, [123456789012, 0.000001, -1e10], ["1e3"]),
    "boolean": one(FLAG, [True, False], ["true", 0, 1]),
    "null": Paper(
        thing({"v": {"type": "null"}, "w": TEXT}), [{"v": None}, {}], [{"v": 0}, {"v": ""}, {"v": False}]
    ),
    "nullable text": one({"type": ["string", "null"], "minLength": 1}, [None, "a"], [5, ""]),
    "nullable, required": one({"type": ["integer", "null"]}, [None, 5], ["x"], required=["v"]),
    "two types": one({"type": ["string", "integer"]}, ["a", 5], [True, 1.5, None, []]),
    "every type": one(
        {"type": ["string", "number", "boolean", "object", "array", "null"]}, ["a", 1, True, None], []
    ),
    "anything": one({}, ["a", 5, True, [1], {"a": 1}], []),
    "anything goes, said plainly": one(True, ["a", 5], []),
    "nothing goes": Paper(
        thing({"v": False, "w": TEXT}), [{}, {"w": "a"}], [{"v": "a"}, {"v": 5}, {"v": None}, {"v": {}}]
    ),
    "empty text": one({**TEXT, "minLength": 1}, ["a"], [""]),
    "empty text that is required": one(TEXT, ["a", ""], [], required=["v"]),
    "blanks": one({**TEXT, "minLength": 3}, ["a b", "   "], ["  "]),
    "multiple lines": one({**TEXT, "maxLength": 5000}, ["a\nb", "x" * 5000], ["x" * 5001]),
    "enum": one({"enum": ["a", "b c", "É"]}, ["a", "b c", "É"], ["", "A", 5]),
    "enum of numbers": one({"type": "integer", "enum": [1, 2, 10]}, [1, 10], [3, "1"]),
    "enum of all sorts": one({"enum": ["a", 1, True, None]}, ["a", 1, True, None], ["1", "true", False, 2]),
    "enum of objects": one({"enum": [{"a": 1}, [1, 2]]}, [{"a": 1}, [1, 2]], [{"a": 2}, [1], "a"]),
    "enum with an empty text": one({**TEXT, "enum": ["", "a"]}, ["a", ""], ["b"]),
    "enum with names": one({**TEXT, "enum": ["a", "b"], "enumNames": ["Ah", "Bee"]}, ["a"], ["Ah"]),
    "titled options": one(
        {"oneOf": [{"const": "a", "title": "Ah"}, {"const": "b", "title": "Bee"}]}, ["a", "b"], ["c", "Ah"]
    ),
    "titled options as alternatives": one(
        {"type": "string", "anyOf": [{"enum": ["a"], "title": "Ah"}, {"enum": ["b"], "title": "Bee"}]},
        ["b"],
        ["c"],
    ),
    "const": one({"const": "yes"}, ["yes"], ["no", True]),
    "const true": one({"type": "boolean", "const": True}, [True], [False], required=["v"]),
    "const number": one({"const": 5}, [5, 5.0], [6, "5"]),
    "enum of a boolean": one({"type": "boolean", "enum": [True]}, [True], [False]),
    "several choices": one(
        {
            "type": "array",
            "uniqueItems": True,
            "items": {"enum": ["a", "b", "c"]},
            "minItems": 1,
            "maxItems": 2,
        },
        [["a"], ["b", "a"]],
        [[], ["a", "b", "c"], ["a", "a"], ["d"], "a"],
    ),
    "choices that may come twice": one(
        {"type": "array", "items": {"enum": ["a", "b"]}}, [["a", "a"], ["b"]], [["c"]]
    ),
    "own value or a known one": one(
        {"anyOf": [{"enum": ["a", "b"]}, {"type": "string", "pattern": "^x-"}]}, ["a", "x-1"], ["c"]
    ),
}
