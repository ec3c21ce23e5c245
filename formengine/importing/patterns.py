"""Foreign patterns (ECMA 262) as RE2 runs them: rewritten, or split into several schemas, or not at all."""

import re
from collections.abc import Iterator
from typing import Any

from formengine.fitting import runnable

_UNICODE = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\c([A-Za-z])")
_NEEDLESS = re.compile(r"""\\([/'"`#@%&=~:;,<>!_ -])""")
_LOOK = re.compile(r"\(\?(<?)([=!])")
_REPEATED = re.compile(r"(?<!\\[xupP])\{(\d+)(,?)(\d*)\}")
_UNIT = re.compile(
    r"(?:\\[dDwWsS.\-+*?()\[\]{}^$|/\\]|\[\^?(?:\\.|[^\]\\])+\]|[^\\\[\](){}.*+?^$|]|\.)(?:\{(?P<times>\d{1,4})\}|(?![*+?{]))"
)
MAX_REPEAT = 1_000


def translated(pattern: str) -> tuple[dict[str, Any] | None, bool]:
    """A schema of `pattern`, `not`, `allOf` that says the same, and whether it was changed; or None."""
    if len(pattern) > 2_000:
        return None, False
    if runnable(pattern) is not None:
        return {"pattern": pattern}, False
    text = _rewritten(pattern)
    if runnable(text) is not None:
        return {"pattern": text}, True
    parts = _split(text)
    return (parts, True) if parts is not None else (None, False)


def _rewritten(pattern: str) -> str:
    """ECMA's spelling as RE2's: code points, needless escapes, named groups, long repetitions."""

    def point(found: re.Match[str]) -> str:
        if found[3]:
            return f"\\x{ord(found[3]) % 32:02x}"
        code = int(found[1] or found[2], 16)
        return f"\\x{code:02x}" if code < 0x80 else _sign(code, found[0])

    def repeated(found: re.Match[str]) -> str:
        least, comma, most = int(found[1][:9]), found[2], int(found[3][:9] or 0)
        if max(least, most) <= MAX_REPEAT:
            return found[0]
        return f"{{{min(least, MAX_REPEAT)},}}" if comma or least > MAX_REPEAT else found[0]

    text = _UNICODE.sub(point, pattern)
    text = _NEEDLESS.sub(lambda found: "\\-" if found[1] == "-" else found[1], text)
    text = re.sub(r"\(\?<([A-Za-z_]\w*)>", r"(?P<\1>", text)
    text = text.replace("[^]", "[\\s\\S]").replace("[\\b]", "\\x08")
    return _REPEATED.sub(repeated, text)


def _sign(code: int, written: str) -> str:
    """The character itself; as it was written where there is none."""
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else written


def _split(pattern: str) -> dict[str, Any] | None:
    """Look-arounds that only say what the whole text must or must not be, said apart.

    `^(?!A)(?=B)rest`: begins not with A, begins with B. `rest(?<!A)$`: does not end in A.
    `^(?:(?!A).)*$`: holds no A.
    """
    whole = re.fullmatch(r"\^\((?:\?:)?\(\?!(.*)\)\.\)([*+])\$", pattern)
    if whole and _balanced(whole[1]) and runnable(whole[1]) is not None:
        held: dict[str, Any] = {"not": {"pattern": whole[1]}}
        return held if whole[2] == "*" else {"allOf": [held, {"minLength": 1}]}
    found: list[dict[str, Any]] = []
    anchored = pattern.startswith("^")
    rest = pattern[1:] if anchored else pattern
    while (start := _first_look(rest)) is not None:
        look, end = _LOOK.match(rest, start), _closing(rest[start:])
        before = rest[:start]
        if look is None or end is None or not anchored or _has_choice(rest) or _length(before) is None:
            return None
        inner = {"pattern": f"^{before}(?:{rest[look.end() : start + end]})"}
        found.append(inner if look[2] == "=" else {"not": inner})
        rest = before + rest[start + end + 1 :]
    while (place := _last_look(rest)) is not None:
        start, sign, body = place
        if _has_choice(rest):
            return None
        inner = {"pattern": f"(?:{body})$"}
        found.append(inner if sign == "=" else {"not": inner})
        rest = f"{rest[:start]}$"
    if not found:
        return None
    rest = f"^{rest}" if anchored else rest
    parts = [*found, *([] if rest in ("^", "^.*", "^.*$", ".*", "") else [{"pattern": rest}])]
    for part in parts:
        said = part.get("pattern") or part["not"]["pattern"]
        if runnable(said) is None:
            return None
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _first_look(pattern: str) -> int | None:
    """Where the first look-ahead stands that is in no bracket."""
    for place, sign, depth in _steps(pattern):
        if sign == "(" and depth == 1:
            look = _LOOK.match(pattern, place)
            if look and not look[1]:
                return place
    return None


def _length(pattern: str) -> int | None:
    """How many characters a pattern matches, if always the same number: no brackets, no choices."""
    length, number = 0, 0
    while number < len(pattern):
        unit = _UNIT.match(pattern, number)
        if unit is None:
            return None
        times = int(unit["times"] or 1)
        length, number = length + times, unit.end()
    return length


def _last_look(pattern: str) -> tuple[int, str, str] | None:
    """A look-behind right before the final `$`: where it begins, its sign, what is in it."""
    if not pattern.endswith(")$"):
        return None
    for look in _LOOK.finditer(pattern):
        if look[1] and _closing(pattern[look.start() :]) == len(pattern) - 2 - look.start():
            return look.start(), look[2], pattern[look.end() : -2]
    return None


def _steps(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Place, sign and depth of each bracket and bar that counts: outside of classes and escapes."""
    depth, in_class, number = 0, False, 0
    while number < len(pattern):
        sign = pattern[number]
        if sign == "\\":
            number += 2
            continue
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()|":
            depth += {"(": 1, ")": -1, "|": 0}[sign]
            yield number, sign, depth
        number += 1


def _closing(pattern: str) -> int | None:
    """Where the bracket that the pattern begins with is closed."""
    return next((place for place, sign, depth in _steps(pattern) if sign == ")" and depth == 0), None)


def _balanced(pattern: str) -> bool:
    depths = [depth for _place, _sign, depth in _steps(pattern)]
    return not depths or (depths[-1] == 0 and min(depths) >= 0)


def _has_choice(pattern: str) -> bool:
    """Whether alternatives stand at the top, so that an anchor would hold for one of them only."""
    return any(sign == "|" and depth == 0 for _place, sign, depth in _steps(pattern))
