"""Breaking one line of the engine on purpose, for as long as a test looks whether somebody notices."""

import inspect
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from formengine.compiling import compile_view


@dataclass(frozen=True)
class Leak:
    """One fault: in the function `where` (`module:name` or `module:Class.name`) `old` becomes `new`."""

    name: str
    where: str
    old: str
    new: str

    def __str__(self) -> str:
        return self.name


@contextmanager
def seeded(leak: Leak) -> Iterator[None]:
    """The engine with this fault in it; whole again afterwards. The text must be there exactly once."""
    module_name, _, path = leak.where.partition(":")
    module = import_module(f"formengine.{module_name}")
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
    places = [(holder, name)] if owners else everywhere(sound)
    for place, key in places:
        setattr(place, key, faulty)
    compile_view.cache_clear()
    try:
        yield
    finally:
        for place, key in places:
            setattr(place, key, sound)
        compile_view.cache_clear()


def plain(found: Any) -> Any:
    """The function behind a property or a cache."""
    inner = getattr(found, "fget", None) or getattr(found, "func", None) or found
    return inspect.unwrap(inner)


def everywhere(function: Any) -> list[tuple[Any, str]]:
    """Every module of the engine, or of its tests, that has the function under a name."""
    ours = ("formengine", "tests.formengine")
    modules = [each for name, each in list(sys.modules.items()) if name.startswith(ours)]
    return [(each, key) for each in modules for key, value in list(vars(each).items()) if value is function]
