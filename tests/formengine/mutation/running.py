"""Which test notices which fault: the tests of the engine, called by themselves in one process.

A faulty function takes the place of the sound one for as long as the tests that run it are asked: unit tests
first, then the proofs over random worlds, with numbers that are the same at every run.
"""

import inspect
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

import pytest

from formengine.compiling import compile_view
from tests.formengine.mutation.mutating import Mutant, mutants_of

MODULES = ("projection", "acceptance", "merging", "taking", "compiled", "compiling", "presence")
FOLDER = Path(__file__).parents[1]
PROOFS = ("test_properties.py", "test_twins.py")
NUMBERS = 300
LONGEST = 4.0  # seconds of CPU for one test under a fault; a sound one takes less than SLOW
SLOW = 0.25


class TooLong(BaseException):
    """A fault made a test run without an end."""


@dataclass
class Trial:
    """One call that a fault may make fail. `enters`: the functions it runs."""

    name: str
    call: Callable[[], Any]
    is_proof: bool = False
    seconds: float = 0.0
    noticed: int = 0
    enters: set[CodeType] = field(default_factory=set)


class _Collected:
    """The tests as pytest finds them."""

    def __init__(self) -> None:
        self.items: list[pytest.Function] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [each for each in session.items if isinstance(each, pytest.Function)]


def trials() -> list[Trial]:
    """Unit tests without fixtures, and the proofs at one number after the other."""
    collected = _Collected()
    files = sorted(map(str, FOLDER.glob("test_*.py")))
    with redirect_stdout(StringIO()):
        pytest.main(["--collect-only", "-qq", "-n", "0", "-p", "no:randomly", *files], plugins=[collected])
    found: list[Trial] = []
    proofs: list[tuple[str, Callable[[Random], None]]] = []
    for item in collected.items:
        given = getattr(item, "callspec", None)
        params: Mapping[str, Any] = given.params if given is not None else {}
        if hasattr(item.obj, "hypothesis"):
            proofs += [(item.name, item.obj.hypothesis.inner_test)] if item.path.name in PROOFS else []
        elif set(inspect.signature(item.obj).parameters) <= set(params):
            found.append(Trial(item.nodeid, partial(item.obj, **params)))
    found += [
        Trial(f"{name} at {number}", partial(_proved, proof, number), is_proof=True)
        for number in range(NUMBERS)
        for name, proof in proofs
    ]
    return found


def _proved(proof: Callable[[Random], None], number: int) -> None:
    proof(Random(number))  # noqa: S311 - numbers to repeat, no secrets


def sound(found: list[Trial], codes: set[CodeType]) -> list[Trial]:
    """Those that pass in a moment, and what each runs."""
    kept = []
    for trial in found:
        compile_view.cache_clear()
        began = time.process_time()
        with _noting(codes, trial.enters):
            passed = not notices(trial)
        trial.seconds = time.process_time() - began
        if passed and trial.enters and trial.seconds < SLOW:
            kept.append(trial)
    return kept


@contextmanager
def _noting(codes: set[CodeType], seen: set[CodeType]) -> Iterator[None]:
    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code in codes:
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def notices(trial: Trial) -> bool:
    """Whether the call fails, or does not come to an end."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        trial.call()
    except (Exception, TooLong, pytest.fail.Exception):
        return True
    except pytest.skip.Exception:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def function_of(module: str, name: str) -> Any:
    """The function behind a property, a cache or a class method."""
    *owners, last = name.split(".")
    holder: Any = import_module(f"formengine.{module}")
    for owner in owners:
        holder = getattr(holder, owner)
    found = inspect.getattr_static(holder, last)
    inner = (
        getattr(found, "fget", None)
        or getattr(found, "func", None)
        or getattr(found, "__func__", None)
        or found
    )
    return inspect.unwrap(inner)


def all_mutants(modules: tuple[str, ...] = MODULES) -> list[Mutant]:
    folder = FOLDER.parents[1] / "formengine"
    return [each for module in modules for each in mutants_of(module, (folder / f"{module}.py").read_text())]


@contextmanager
def put_in(mutant: Mutant) -> Iterator[None]:
    """The engine with this fault in it; whole again afterwards."""
    function = function_of(mutant.module, mutant.function)
    whole = function.__code__
    function.__code__ = mutant.code
    compile_view.cache_clear()
    try:
        yield
    finally:
        function.__code__ = whole
        compile_view.cache_clear()


def who_notices(mutant: Mutant, found: list[Trial]) -> str | None:
    """The first test that fails; those that noticed most so far are asked first, proofs last."""
    whole = function_of(mutant.module, mutant.function).__code__
    asked = [each for each in found if whole in each.enters]
    asked.sort(key=lambda trial: (trial.is_proof, -trial.noticed, trial.seconds))
    with put_in(mutant):
        for trial in asked:
            if notices(trial):
                trial.noticed += 1
                return trial.name
    return None
