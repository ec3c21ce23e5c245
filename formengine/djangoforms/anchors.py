"""Where on the page a problem stands, and the input to go to."""

from collections.abc import Iterable, Mapping

from formengine.compiling import CompiledView
from formengine.djangoforms.controls import Control
from formengine.problems import Path


def control_path(compiled: CompiledView, path: Path) -> Path:
    """The path of the control that shows a problem: a field, a group's child, a child in a row."""
    known = compiled.by_key.get(str(path[0])) if path else None
    if known is None or not known.children:
        return path[:1]
    depth = 3 if known.field.type == "rows" else 2
    return path[:depth] if len(path) >= depth else path[:1]


def anchors_of(controls: Iterable[Control]) -> dict[Path, str]:
    """The id to go to, by control path."""
    found: dict[Path, str] = {}
    for control in controls:
        found[(control.key,)] = control.anchor
        if control.kind == "group":
            found |= {(control.key, child.key): child.anchor for child in control.children}
        elif control.kind == "rows":
            for number, (_row, children) in enumerate(control.rows):
                found |= {(control.key, number, child.key): child.anchor for child in children}
    return found


def anchor_of(compiled: CompiledView, path: Path, anchors: Mapping[Path, str]) -> str:
    """The id of the input a problem is about: that of the address's part where it names one."""
    place = control_path(compiled, path)
    if place not in anchors:
        return anchors.get(place[:1], "form-fields")
    part = path[-1]
    if len(path) > len(place) and isinstance(part, str):
        return f"{anchors[place].rpartition('-')[0]}-{part}"
    return anchors[place]
