"""The fewest things that have to be moved to make one order of another."""

from bisect import bisect_left
from collections.abc import Sequence


def displaced(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Both hold the same keys, once each. Those outside of the longest run that kept its order."""
    rank = {key: number for number, key in enumerate(before)}
    ranks = [rank[key] for key in after]
    ends: list[int] = []  # of the shortest-ending run of each length: a position in `after`
    earlier: list[int] = []
    for place, value in enumerate(ranks):
        length = bisect_left([ranks[end] for end in ends], value)
        earlier.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    kept = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = earlier[place]
    return [key for place, key in enumerate(after) if place not in kept]
