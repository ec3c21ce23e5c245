"""Whether sides of an area meet where they should not, in whole millionths of a degree."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

Pair = tuple[int, int]


def crosses(corners: Sequence[Mapping[str, str]]) -> bool:
    """Whether two sides of the area meet elsewhere than at the corner between neighbours."""
    points = [(_millionths(each["lon"]), _millionths(each["lat"])) for each in corners]
    sides = list(zip(points, [*points[1:], points[0]], strict=True))
    if any(start == end for start, end in sides):
        return True
    last = len(sides) - 1
    for (number, one), (other, two) in combinations(enumerate(sides), 2):
        if other - number == 1:
            met = _folds(one[0], one[1], two[1])
        elif (number, other) == (0, last):
            met = _folds(two[0], two[1], one[1])
        else:
            met = _meet(*one, *two)
        if met:
            return True
    return False


def _millionths(degrees: str) -> int:
    return int(Decimal(degrees).scaleb(6))


def _turn(a: Pair, b: Pair, c: Pair) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _folds(before: Pair, corner: Pair, after: Pair) -> bool:
    """Whether the way out of a corner lies on the way into it."""
    back = (before[0] - corner[0]) * (after[0] - corner[0]) + (before[1] - corner[1]) * (after[1] - corner[1])
    return back > 0 and _turn(before, corner, after) == 0


def _meet(a: Pair, b: Pair, c: Pair, d: Pair) -> bool:
    one, two = _turn(a, b, c), _turn(a, b, d)
    if one == two != 0:
        return False
    three, four = _turn(c, d, a), _turn(c, d, b)
    if one != two and three != four:
        return True
    touching = ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    return any(turn == 0 and _on(start, end, point) for turn, start, end, point in touching)


def _on(start: Pair, end: Pair, point: Pair) -> bool:
    return all(min(start[axis], end[axis]) <= point[axis] <= max(start[axis], end[axis]) for axis in (0, 1))
