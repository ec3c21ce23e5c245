"""Random rules: well formed, of any types, about the fields of the town; and answers to evaluate them on."""

from typing import Any

from hypothesis import strategies as st

from tests.formengine.rules.town import ANSWERS, MODEL

PATHS = sorted(
    {field.path for top in MODEL.fields.values() for field in top.walk()} | {"gone", ".side", ".cost", ".x.y"}
)
ROWS = ("rows", "group.lines", "group.lines.parts", "group", "gone", ".parts")
PARTS = ("cost", "side", "kind", "weight", "box.size", "gone")
LITERALS: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63)
    | st.sampled_from(
        ["a", "", "2026-02-28", "12:30", "2026-02-28T12:30", "10.5", "x" * 300, "%(left)s", "9999-12-31"]
    )
    | st.builds(
        lambda text: {"decimal": text}, st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", fullmatch=True)
    )
    | st.builds(lambda path: {"var": path}, st.sampled_from(PATHS))
    | st.just({"today": []})
)
MANY = ("and", "or", "+", "-", "*", "min", "max", "cat")
TWO = (
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "/",
    "percent",
    "days",
    "months",
    "years",
    "disjoint",
    "contains",
    "in",
)
ONE = ("!", "empty", "abs", "length")


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    few = st.lists(inner, min_size=1, max_size=3)
    two = st.lists(inner, min_size=2, max_size=2)
    step = st.builds(lambda limit, then: {"up_to": limit, "then": then}, inner, inner)
    shift = st.dictionaries(st.sampled_from(["days", "months", "years"]), inner, min_size=1)
    listed = st.lists(st.sampled_from(["a", "b", True, 5]), max_size=3)
    return st.one_of(
        st.builds(lambda name, args: {name: args}, st.sampled_from(MANY), few),
        st.builds(lambda name, args: {name: args}, st.sampled_from(TWO), two),
        st.builds(lambda name, arg: {name: arg}, st.sampled_from(ONE), inner.filter(lambda each: each != [])),
        st.builds(lambda args: {"if": args}, st.lists(inner, min_size=2, max_size=5)),
        st.builds(lambda args: {"exactly_one": args}, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda one, among: {"in": [one, among]}, inner, listed),
        st.builds(lambda what, places: {"round": [what, places]}, inner, st.integers(-6, 6)),
        st.builds(
            lambda what, steps, above: {"brackets": [what, *steps, {"then": above}]},
            inner,
            st.lists(step, min_size=1, max_size=2),
            inner,
        ),
        st.builds(lambda start, moved: {"date_add": [start, moved]}, inner, shift),
        st.builds(
            lambda name, rows, part, where: {name: [rows, part, *where]},
            st.sampled_from(["sum", "values"]),
            st.sampled_from(ROWS),
            st.sampled_from(PARTS),
            st.lists(inner, max_size=1),
        ),
        st.builds(
            lambda rows, where: {"count": [rows, *where]}, st.sampled_from(ROWS), st.lists(inner, max_size=1)
        ),
        st.builds(
            lambda name, rows, asked: {name: [rows, *asked]},
            st.sampled_from(["all", "any"]),
            st.sampled_from(ROWS),
            st.lists(inner, min_size=1, max_size=2),
        ),
        st.builds(
            lambda paths, schema: {"fits": [paths, schema]},
            st.lists(st.sampled_from(PATHS), min_size=1, max_size=3),
            st.sampled_from([{}, {"required": ["a"]}, {"minProperties": 2}, False]),
        ),
    )


RULES: st.SearchStrategy[Any] = st.recursive(LITERALS, _larger, max_leaves=12)

STRANGE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
"""Any JSON at all."""


@st.composite
def stored(draw: st.DrawFn) -> dict[str, Any]:
    """Answers with some missing and some that no field would have taken."""
    kept = {key: value for key, value in ANSWERS.items() if draw(st.booleans())}
    for key in draw(st.lists(st.sampled_from(sorted(MODEL.fields)), max_size=2)):
        kept[key] = draw(STRANGE)
    return kept
