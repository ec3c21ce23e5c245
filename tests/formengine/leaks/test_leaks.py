"""Would the proofs notice? Each fault of the catalogue is put into the engine, and one of them must fail."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from tests.formengine import test_properties, test_twins
from tests.formengine.leaks.catalogue import SEEN, WRITTEN
from tests.formengine.leaks.seeding import Leak, seeded

MOST = 4_000
Proof = Callable[[Random], None]


def inner(test: Any) -> Proof:
    proof: Proof = test.hypothesis.inner_test
    return proof


PROOFS: tuple[Proof, ...] = tuple(
    inner(test)
    for module in (test_properties, test_twins)
    for name, test in vars(module).items()
    if name.startswith("test_") and hasattr(test, "hypothesis")
)


def noticed() -> Iterator[str]:
    """Names of the proofs that fail, each at its first number; the numbers are the same at every run."""
    for number in range(MOST):
        for proof in PROOFS:
            try:
                proof(Random(number))  # noqa: S311
            except Exception:  # a fault may break anything
                yield f"{proof.__name__} at {number}"


@pytest.mark.parametrize("leak", [*SEEN, *WRITTEN], ids=str)
def test_a_leak_is_noticed(leak: Leak) -> None:
    with seeded(leak):
        assert next(noticed(), None), f"nobody noticed: {leak.name}"


def test_a_sound_engine_has_nothing_to_notice() -> None:
    for number in range(100):
        for proof in PROOFS:
            proof(Random(number))  # noqa: S311 - numbers to repeat, no secrets
