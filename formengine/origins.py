"""Where what a rule asks about comes from: the answers that people give, behind all that is computed."""

from formengine.model import Model
from formengine.rules import Expression


def origins(model: Model, rule: Expression) -> frozenset[str]:
    """Keys of the fields the rule asks about, and of those that their computed values are made of."""
    found: set[str] = set()
    waiting = set(rule.sources)
    while waiting:
        key = waiting.pop()
        found.add(key)
        field = model.fields.get(key)
        inner = [each.compute for each in field.walk() if each.compute is not None] if field else []
        waiting |= {source for each in inner for source in each.sources} - found
    return frozenset(found)
