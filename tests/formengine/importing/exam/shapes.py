"""Objects, maps, lists, tuples."""

from tests.formengine.importing.exam.paper import D7, FLAG, NUMBER, PERSON, TEXT, WHOLE, Paper, one, thing

SHAPES: dict[str, Paper] = {
    "required": Paper(
        thing({"a": TEXT, "b": TEXT}, required=["a"]), [{"a": "x"}, {"a": "x", "b": "y"}], [{}, {"b": "y"}]
    ),
    "required without a property": Paper(
        thing({"a": TEXT}, required=["b"]), [{"b": 1}, {"b": "x", "a": "y"}], [{"a": "x"}]
    ),
    "inner object": one(
        {**PERSON, "required": ["name"]},
        [{"name": "a"}, {"name": "a", "age": 3}],
        [{}, {"age": 3}, {"name": 1}, {"name": "a", "age": -1}, "a"],
    ),
    "inner object that is required": one(
        {**PERSON, "required": ["name"]}, [{"name": "a"}], [{}], required=["v"]
    ),
    "inner object left empty": one(PERSON, [{}, {"age": 1}], [[]], required=["v"]),
    "nothing else": Paper(
        thing({"a": TEXT}, additionalProperties=False), [{"a": "x"}, {}], [{"a": "x", "b": 1}]
    ),
    "anything else": Paper(thing({"a": TEXT}), [{"a": "x", "b": {"c": [1]}}], [{"a": 1, "b": 1}]),
    "others of a kind": Paper(
        thing({"a": TEXT}, additionalProperties={"type": "integer", "minimum": 0}),
        [{"a": "x", "b": 1, "c d": 2}, {}],
        [{"b": "x"}, {"b": -1}],
    ),
    "a map": one(
        {"type": "object", "additionalProperties": TEXT, "minProperties": 1, "maxProperties": 2},
        [{"x": "y"}],
        [{}, {"x": 1}, {"a": "b", "c": "d", "e": "f"}],
    ),
    "a map of objects": one(
        {"type": "object", "additionalProperties": PERSON},
        [{"x": {"name": "a"}}],
        [{"x": {"age": -1}}, {"x": 5}],
    ),
    "properties by pattern": Paper(
        thing({"a": TEXT}, patternProperties={"^n_": WHOLE, "^t_": TEXT}, additionalProperties=False),
        [{"n_1": 5, "t_1": "x"}, {"a": "b"}],
        [{"n_1": "x"}, {"t_1": 5}, {"other": 1}],
    ),
    "property names": one(
        {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}, "additionalProperties": WHOLE},
        [{"ab": 1}],
        [{"AB": 1}, {"ab": "x"}],
    ),
    "strange names": Paper(
        thing(
            {
                "15": TEXT,
                "é à": WHOLE,
                "id": TEXT,
                "Ab": TEXT,
                "ab": FLAG,
                "": TEXT,
                "a.b": TEXT,
                "_id": WHOLE,
                "x-type": TEXT,
            },
            additionalProperties=False,
        ),
        [
            {
                "15": "x",
                "é à": 1,
                "id": "y",
                "Ab": "z",
                "ab": True,
                "": "e",
                "a.b": "c",
                "_id": 4,
                "x-type": "t",
            }
        ],
        [{"15": 5}, {"é à": "x"}, {"Ab": True}, {"ab": "z"}, {"a.b": 1}, {"a_b": 1}, {"": 1}, {"_id": "x"}],
    ),
    "number of properties": Paper(
        thing({"a": TEXT, "b": TEXT, "c": TEXT}, minProperties=1, maxProperties=2),
        [{"a": "x"}, {"a": "x", "c": "y"}],
        [{}, {"a": "1", "b": "2", "c": "3"}],
    ),
    "list of texts": one(
        {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 3},
        [["a"], ["a", "b", "a"]],
        [[], ["a", 5], ["a"] * 4, "a"],
    ),
    "list of numbers": one(
        {"type": "array", "items": {**NUMBER, "minimum": 0}}, [[1, 2.5], []], [[-1], ["x"]]
    ),
    "list of objects": one(
        {"type": "array", "items": {**PERSON, "required": ["name"]}, "maxItems": 2},
        [[{"name": "a"}], [], [{"name": "a", "age": 1}, {"name": "b"}]],
        [[{}], [{"age": 1}], [{"name": "a"}] * 3, [5]],
    ),
    "list of lists": one(
        {"type": "array", "items": {"type": "array", "items": WHOLE, "minItems": 2}},
        [[[1, 2], [3, 4]], []],
        [[[1]], [["x", "y"]], [1]],
    ),
    "list of anything": one({"type": "array"}, [[1, "a", {"b": None}], []], ["a", {"a": 1}]),
    "unique items": one({"type": "array", "items": WHOLE, "uniqueItems": True}, [[1, 2]], [[1, 1]]),
    "unique objects": one(
        {"type": "array", "items": PERSON, "uniqueItems": True},
        [[{"name": "a"}, {"name": "b"}]],
        [[{"name": "a"}, {"name": "a"}]],
    ),
    "list that must not be missing": one(
        {"type": "array", "items": TEXT}, [[], ["a"]], ["a"], required=["v"]
    ),
    "tuple in draft 7": one(
        {"type": "array", "items": [TEXT, WHOLE], "additionalItems": FLAG},
        [["a", 1], ["a"], ["a", 1, True], []],
        [[1], ["a", "b"], ["a", 1, "x"]],
        draft=D7,
    ),
    "tuple": one(
        {"type": "array", "prefixItems": [TEXT, WHOLE], "items": False},
        [["a", 1], ["a"]],
        [["a", 1, 2], [1, 1]],
    ),
    "tuple that is whole": one(
        {"type": "array", "prefixItems": [NUMBER, NUMBER], "minItems": 2, "maxItems": 2},
        [[1, 2]],
        [[1], [1, 2, 3], ["a", "b"]],
    ),
    "contains": one({"type": "array", "items": WHOLE, "contains": {"minimum": 10}}, [[1, 12]], [[1, 2], []]),
    "contains so many": one(
        {"type": "array", "items": TEXT, "contains": {"const": "x"}, "minContains": 2, "maxContains": 3},
        [["x", "x"], ["x", "y", "x"]],
        [["x"], ["x"] * 4],
    ),
    "root list": Paper(
        {"$schema": D7, "type": "array", "items": PERSON, "minItems": 1},
        [[{"name": "a"}]],
        [[], [{"name": 1}], {"a": 1}],
    ),
    "root text": Paper({"$schema": D7, "type": "string", "maxLength": 3}, ["abc"], ["abcd", 5]),
    "root boolean": Paper({"$schema": D7, "type": "boolean"}, [True, False], ["x"]),
    "root choice": Paper({"$schema": D7, "enum": [1, "a"]}, [1, "a"], ["1", 2]),
}
