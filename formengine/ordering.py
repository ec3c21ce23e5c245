"""Putting things behind those they depend on."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


def in_order(things: Mapping[str, Thing], needs: Callable[[Thing], Iterable[str]]) -> tuple[Thing, ...]:
    """The things such that each comes after those it needs. Those in a cycle keep the order given.

    Iterative: a chain as long as the mapping does not hurt.
    """
    needed = {key: [each for each in sorted(needs(thing)) if each in things] for key, thing in things.items()}
    done: dict[str, Thing] = {}
    for start in things:
        stack, begun = [start], {start}
        while stack:
            key = stack[-1]
            missing = next((each for each in needed[key] if each not in done and each not in begun), None)
            if key in done or missing is None:
                done.setdefault(key, things[key])
                stack.pop()
            else:
                stack.append(missing)
                begun.add(missing)
    return tuple(done.values())
