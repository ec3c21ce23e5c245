"""Where on the page a problem stands, and the input to go to."""

from collections.abc import Iterable, Mapping

from formengine.compiling import CompiledField, CompiledView
from formengine.djangoforms.controls import Control
from formengine.problems import Path


def control_path(compiled: CompiledView, path: Path) -> Path:
    """The path of the control that shows a problem: of the field it names, however deep."""
    known: Mapping[str, CompiledField] = compiled.by_key
    place: Path = ()
    for depth, part in enumerate(path, 1):
        found = known.get(part) if isinstance(part, str) else None
        if found is not None:
            place, known = path[:depth], found.by_key
        elif isinstance(part, str):
            break
    return place or path[:1]


def places_of(controls: Iterable[Control], above: Path = ()) -> dict[Path, Control]:
    """Every control of the page by its path."""
    found: dict[Path, Control] = {}
    for control in controls:
        place = (*above, control.key)
        found[place] = control
        found |= places_of(control.children, place)
        for number, row in enumerate(control.rows):
            found |= places_of(row.children, (*place, number))
    return found


def anchor_of(path: Path, places: Mapping[Path, Control]) -> str:
    """The id of the input a problem is about: that of the part where it names one."""
    for length in range(len(path), 0, -1):
        control = places.get(path[:length])
        if control is not None:
            part = "-".join(map(str, path[length:]))
            return next((each.id for each in control.parts if each.part == part), control.anchor)
    return "form-fields"
