"""The register of field types: one entry a name, duplicates refused."""

from typing import TYPE_CHECKING

from formengine.fieldtypes.base import FieldType

if TYPE_CHECKING:
    from formengine.model import Field

_TYPES: dict[str, FieldType] = {}


def register(cls: type[FieldType]) -> type[FieldType]:
    """Class decorator. Raises ValueError where the name is taken."""
    if cls.name in _TYPES:
        raise ValueError(f"field type {cls.name!r} is registered twice")
    _TYPES[cls.name] = cls()
    return cls


def field_type(name: str) -> FieldType:
    """Raises KeyError for a name nobody registered."""
    return _TYPES[name]


def type_of(field: "Field") -> FieldType:
    return _TYPES[field.type]


def known_types() -> tuple[FieldType, ...]:
    """All types, in the order in which the designer lists them."""
    return tuple(_TYPES.values())
