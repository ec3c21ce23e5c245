"""The faults themselves: which there are of a small function, and that each can be put in and taken out."""

from tests.formengine.mutation.mutating import mutants_of
from tests.formengine.mutation.running import function_of, put_in

SOURCE = '''
def small(a: "int", b):
    """Says whether."""
    if a < 1 and not b:
        return None
    return [a, *b, {"k": 2}]
'''
FAULTS = [
    "if a < 1 and (not b): → if True:",
    "if a < 1 and (not b): → if False:",
    "if a < 1 and (not b): → if a < 1 or not b:",
    "if a < 1 and (not b): → if not b:",
    "if a < 1 and (not b): → if a < 1:",
    "if a < 1 and (not b): → if a <= 1 and (not b):",
    "if a < 1 and (not b): → if a >= 1 and (not b):",
    "if a < 1 and (not b): → if a < 1 and b:",
    "if a < 1 and (not b): → if a < 2 and (not b):",
    "if a < 1 and (not b): → if a < 0 and (not b):",
    "return [a, *b, {'k': 2}] → return None",
    "return [a, *b, {'k': 2}] → return [a, {'k': 2}]",
    "return [a, *b, {'k': 2}] → return [a, *b, {'k~': 2}]",
    "return [a, *b, {'k': 2}] → return [a, *b, {'k': 3}]",
    "return [a, *b, {'k': 2}] → return [a, *b, {'k': 1}]",
    "return [a, *b, {'k': 2}] → return [a, *b, {}]",
]


def test_each_is_named_by_what_it_changes() -> None:
    found = [mutant.name for mutant in mutants_of("small", SOURCE)]
    assert sorted(found) == sorted(f"small.small: {each}" for each in FAULTS)


def test_two_alike_have_two_names() -> None:
    names = [mutant.name for mutant in mutants_of("small", "def f(a):\n    a += 1\n    a += 1\n    return a")]
    assert len(set(names)) == len(names)
    assert "small.f: a += 1 → pass (2)" in names


def test_the_engine_is_whole_again_afterwards() -> None:
    source = "def masked_text(text):\n    return text"
    (mutant,) = mutants_of("compiled", source)
    function = function_of("compiled", "masked_text")
    with put_in(mutant):
        assert function("no") is None
    assert function("no") == "***"
