"""The house of docs: which folders there are, and that the machine that checks the floors knows them all."""

from tests.house.repository import ROOT, packages, project, short

NO_FLOOR = {"tests", "benchmarks", "fixtures"}
NOWHERE = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def folders() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py") if not path.parent.name.startswith(".")}


def test_every_package_stands_on_a_floor() -> None:
    assert set(packages()) == folders() - NO_FLOOR


def test_every_package_is_watched() -> None:
    settings = project()["tool"]
    assert set(settings["importlinter"]["root_packages"]) == set(packages())  # type: ignore[index]
    assert set(settings["mypy"]["packages"]) == set(packages())  # type: ignore[index]


def test_nothing_is_called_nowhere() -> None:
    named = [short(path) for name in packages() for path in (ROOT / name).rglob("*") if path.stem in NOWHERE]
    assert not named
