"""What the house tests look at: our packages and the files in them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"migrations", "static", "__pycache__"}


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def floors() -> list[list[str]]:
    """The packages by floor, the highest first, as import-linter is told."""
    contracts: list[dict[str, object]] = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index,assignment]
    (contract,) = (contract for contract in contracts if contract["id"] == "floors")
    layers: list[str] = contract["layers"]  # type: ignore[assignment]
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def packages() -> list[str]:
    return [name for floor in floors() for name in floor]


def files(*suffixes: str, among: list[str] | None = None) -> Iterator[Path]:
    for name in among or packages():
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in suffixes and not NOT_OURS & set(path.relative_to(ROOT).parts):
                yield path


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
