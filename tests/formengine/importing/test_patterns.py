"""Foreign patterns say the same under RE2, or are not taken at all."""

import re

import pytest

from formengine.fitting import fits
from formengine.importing.patterns import translated

SAMPLES = (
    *("", "a", "b", "ab", "abc", "foo", "xfoo", "a.exe", "x.", "000-12", "123-00", "123-45", "A1aaaaaa"),
    *("é", "élan", " ", "12", "1234", "A", "_", "a-b", "a/b", "\t", "aaaa"),
)
SAME = (
    r"^\d{3}-\d{2}$",
    r"^(?!000)[0-9]{3}-(?!00)[0-9]{2}$",
    r"^(?!\s*$).+",
    r"^(?=.*[A-Z])(?=.*\d).{8,}$",
    r"^(?!foo|a).*$",
    r"^(?:(?!foo).)*$",
    r"^((?!foo).)+$",
    r"^.*(?<!\.)$",
    r"(?<!o)$",
    r"^a\/b$",
    r"^a\-b$",
    r"^[\w\-.]+$",
    r"^\u00e9",
    r"^[^ \t\u00a0\u1680\u2000-\u200a]+$",
    r"^a{1,2000}$",
    r"[^\x00-\x1f]",
)
NOT_AT_ALL = (r"^(a)\1$", r"(?!a)b", r"^(?!a)b|c$", r"^\w+\.(?!exe$)\w+$", "[", "(", "a" * 3_000)


@pytest.mark.parametrize("pattern", SAME)
def test_a_translation_says_the_same(pattern: str) -> None:
    schema, _changed = translated(pattern)
    assert schema is not None
    for text in SAMPLES:
        assert fits(schema, text) is (re.search(pattern, text, re.ASCII) is not None), text


@pytest.mark.parametrize("pattern", NOT_AT_ALL)
def test_what_re2_cannot_say_is_not_taken(pattern: str) -> None:
    assert translated(pattern) == (None, False)


def test_a_pattern_that_runs_stays_as_it_is() -> None:
    assert translated("^[a-z]+$") == ({"pattern": "^[a-z]+$"}, False)
