"""Which fields are there for these answers: conditions resolved, computed values put in, the rest set apart.

A field is there when its conditions hold and all that they ask about is there. The same inside a group and
inside each row, whose parts ask about one another (`.part`) and about the fields above.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes import type_of
from formengine.rules import Expression, Scene

if TYPE_CHECKING:
    from formengine.model import Field, Model


@dataclass
class Present:
    """One pass over the fields in dependency order. `live`: the answers that count; `there`: keys.

    `scene`: what rules see; it grows with `live`.
    """

    model: "Model"
    live: dict[str, Any] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    scene: Scene = field(init=False)

    def __post_init__(self) -> None:
        self.scene = Scene(self.live, self.model.fields)

    @classmethod
    def of(cls, model: "Model", answers: Mapping[str, Any]) -> "Present":
        present = cls(model)
        for each in model.in_dependency_order:
            present.put(each, answers.get(each.key))
        return present

    def holds(self, asked: "Field") -> bool:
        """Whether the field is there, once those its conditions ask about have been put in."""
        conditions = self.model.conditions(asked)
        if not conditions:
            return True
        scene = self.scene
        return self.model.sources(asked) <= self.there and all(each.on(scene) is True for each in conditions)

    def put(self, put: "Field", value: Any) -> Any:
        """Add a field that is there with what counts of its stored value; the live value is returned."""
        if not self.holds(put):
            return None
        self.there.add(put.key)
        value = live_value(put, value, around(put, value, self.scene))
        if value is not None:
            self.live[put.key] = value
        return value


def _computed(asked: "Field", rule: Expression, scene: Scene) -> Any:
    """The stored form of what the field's rule says; None where it cannot be known or does not fit."""
    said = rule.on(scene)
    return None if said is None else type_of(asked).from_operand(said, asked)


def live_value(asked: "Field", value: Any, scene: Scene) -> Any:
    """What counts of a stored value: a group or rows without the parts that are not there; what is computed.

    A group in which nothing was typed may still hold something computed.
    """
    if asked.compute is not None:
        return _computed(asked, asked.compute, scene)
    if not asked.has_inner_rules:
        return value
    if asked.type == "group":
        return parts_there(asked, value if isinstance(value, Mapping) else {}, scene)[0] or None
    rows = (row for row in value or [] if isinstance(row, Mapping))
    return [
        {**({"_id": row["_id"]} if "_id" in row else {}), **parts_there(asked, row, scene)[0]} for row in rows
    ] or None


def around(asked: "Field", value: Any, scene: Scene) -> Scene:
    """The scene for what is inside the field: its parts may ask for all of it, as how many rows there are.

    They see of it what counts as long as nothing is known of that.
    """
    if not asked.asks_around:
        return scene
    return scene._replace(answers={**scene.answers, asked.key: live_value(asked, value, scene)})


def parts_there(
    container: "Field", parts: Mapping[str, Any], scene: Scene
) -> tuple[dict[str, Any], frozenset[str]]:
    """Of one group or row: the parts that count, and the keys of the children that are there."""
    live: dict[str, Any] = {}
    there: set[str] = set()
    for child in container.inner_order:
        here = inside(container, live, scene)
        if not child_holds(child, there, here):
            continue
        there.add(child.key)
        value = parts.get(child.key)
        value = live_value(child, value, here)
        if value is not None:
            live[child.key] = value
    return {child.key: live[child.key] for child in container.children if child.key in live}, frozenset(there)


def inside(container: "Field", parts: Mapping[str, Any], scene: Scene) -> Scene:
    """The scene as the parts of one group or row see it."""
    return Scene(scene.answers, scene.fields, parts, container.by_key, scene.today)


def child_holds(child: "Field", there: Iterable[str], here: Scene) -> bool:
    """Whether a child is there, once the siblings that it asks about have been looked at."""
    return child.when is None or (child.asked_siblings <= set(there) and child.when.on(here) is True)


def sibling_keys(path: str, *rules: Expression | None) -> frozenset[str]:
    """Keys of the parts beside the field at this path that the rules ask about."""
    before = path.rpartition(".")[0] + "."
    asked = (each for rule in rules if rule is not None for each in rule.paths)
    return frozenset(each.removeprefix(before).partition(".")[0] for each in asked if each.startswith(before))
