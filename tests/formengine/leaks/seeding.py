"""Breaking one line of the program on purpose, for as long as a test looks whether somebody notices."""

import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from operator import setitem
from typing import Any

from tests.house.repository import packages

ENGINE = "formengine."
OURS = frozenset({*packages(), "tests"})


@dataclass(frozen=True)
class Leak:
    """One fault: in the function `where` (`module:name` or `module:Class.name`) `old` becomes `new`.

    A function that something other than a module, a class or a mapping of a module holds (a route, say) stays
    whole there: choose one that it calls.
    """

    name: str
    where: str
    old: str
    new: str

    def __str__(self) -> str:
        return self.name


@contextmanager
def seeded(leak: Leak, root: str = ENGINE) -> Iterator[None]:
    """The program with this fault in it; whole again afterwards. The text must be there exactly once.

    `root`: what all the catalogue's modules begin with.
    """
    module_name, _, path = leak.where.partition(":")
    module = import_module(f"{root}{module_name}")
    *owners, name = path.split(".")
    holder: Any = module
    for owner in owners:
        holder = getattr(holder, owner)
    sound = inspect.getattr_static(holder, name)
    source = textwrap.dedent(inspect.getsource(plain(sound)))
    assert source.count(leak.old) == 1, f"{leak.name}: {leak.old!r} stands {source.count(leak.old)} times"
    made: dict[str, Any] = {}
    exec(compile(source.replace(leak.old, leak.new), leak.where, "exec"), vars(module), made)  # noqa: S102
    faulty = made[name]
    if hasattr(faulty, "__set_name__"):
        faulty.__set_name__(holder, name)
    places = [partial(setattr, holder, name)] if owners else everywhere(sound)
    for put in places:
        put(faulty)
    forget()
    try:
        yield
    finally:
        for put in places:
            put(sound)
        forget()


def plain(found: Any) -> Any:
    """The function behind a property or a cache."""
    inner = getattr(found, "fget", None) or getattr(found, "func", None) or found
    return inspect.unwrap(inner)


def everywhere(function: Any) -> list[Callable[[Any], None]]:
    """What puts another in its place: in each module of ours that has it, under a name or in a mapping."""
    found: list[Callable[[Any], None]] = []
    for module, name, value in _held():
        if value is function:
            found.append(partial(setattr, module, name))
        elif isinstance(value, dict):
            found.extend(partial(setitem, value, key) for key, each in value.items() if each is function)
    return found


def forget() -> None:
    """Empty what our functions keep: it may have been worked out by others than there are now."""
    for _module, _key, value in _held():
        if hasattr(value, "cache_clear") and _is_ours(value.__module__):
            value.cache_clear()


def _held() -> list[tuple[Any, str, Any]]:
    modules = [each for name, each in list(sys.modules.items()) if _is_ours(name)]
    return [(each, key, value) for each in modules for key, value in list(vars(each).items())]


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in OURS
