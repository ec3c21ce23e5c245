"""What only a reader of the source can see."""

import ast
from pathlib import Path

from tests.house.repository import files, short


def forgotten(path: Path) -> list[str]:
    """Exceptions that a line builds and drops: `PermissionDenied()` where `raise` was meant."""
    tree = ast.parse(path.read_text(), filename=str(path))
    calls = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    return [
        f"{short(path)}:{call.lineno} {name}"
        for call in calls
        if (name := called(call)).endswith(("Error", "Exception", "Denied", "Refusal", "Http404", "NotFound"))
    ]


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            # `errors.on_error()` is a method; classes are written with a capital.
            return name if name[:1].isupper() else ""
        case _:
            return ""


def test_no_exception_is_built_and_not_raised() -> None:
    assert not [line for path in files(".py") for line in forgotten(path)]
