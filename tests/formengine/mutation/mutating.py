"""Small faults in a module's functions: one at a time, each named by what it changes."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from types import CodeType
from typing import Any

Put = Callable[[Any], None]
OPPOSITE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}
OTHER_WAY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OTHER_CALL = {"any": "all", "all": "any", "min": "max", "max": "min"}
SHOWN = 110


@dataclass(frozen=True)
class Mutant:
    """One fault. `function`: dotted name inside the module; `name` is the same as long as the text is."""

    module: str
    function: str
    name: str
    code: CodeType

    def __str__(self) -> str:
        return self.name


def mutants_of(module: str, source: str) -> list[Mutant]:
    """All of a module. `module`: its name below `formengine`."""
    tree = ast.parse(source)
    found: list[Mutant] = []
    names: Counter[str] = Counter()
    for name, function in _functions(tree):
        for changed, before, after in _faulty(tree, function):
            said = f"{module}.{name}: {before} → {after}"
            names[said] += 1
            if names[said] > 1:
                said += f" ({names[said]})"
            code = _code(compile(changed, f"formengine/{module}.py", "exec"), name)
            found.append(Mutant(module, name, said, code))
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            inner = (each for each in node.body if isinstance(each, ast.FunctionDef))
            yield from ((f"{node.name}.{each.name}", each) for each in inner)


def _code(holder: CodeType, name: str) -> CodeType:
    inside = [each for each in holder.co_consts if isinstance(each, CodeType)]
    exact = [each for each in inside if each.co_qualname == name]
    below = [each for each in inside if name.startswith(f"{each.co_qualname}.")]
    return exact[-1] if exact else _code(below[-1], name)


def _faulty(tree: ast.Module, function: ast.FunctionDef) -> Iterator[tuple[ast.Module, str, str]]:
    """The module's tree with one fault in the function; what stood there, and what stands there now."""
    for node, around in _walk(function, function):
        for put, old, new in _swaps(node):
            is_statement = isinstance(old, ast.stmt)
            before = _text(old if is_statement else around)
            put(new)
            after = _text(new if is_statement else around)
            changed = ast.fix_missing_locations(deepcopy(tree))
            put(old)
            yield changed, before, after


def _walk(node: ast.AST, around: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node inside with the piece of text that names it: a statement, or a part of a long one."""
    if isinstance(node, ast.stmt) or (isinstance(node, ast.expr) and len(_text(around)) > SHOWN):
        around = node
    yield node, around
    for _field, child in _parts(node):
        for each in child if isinstance(child, list) else [child]:
            if isinstance(each, ast.AST):
                yield from _walk(each, around)


def _parts(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """What is run of a node: no annotations, decorators, defaults."""
    is_function = isinstance(node, ast.FunctionDef)
    for field, value in ast.iter_fields(node):
        if field != "annotation" and not (is_function and field != "body"):
            yield field, value


def _text(node: ast.AST) -> str:
    """In one line; of a statement that holds others, its head."""
    text = ast.unparse(node)
    if isinstance(getattr(node, "body", None), list):
        text = text.splitlines()[0]
    return " ".join(text.split()).replace("`", "'")


def _swaps(node: ast.AST) -> Iterator[tuple[Put, Any, Any]]:
    """Ways to break the parts of this node: where to put it, what stands there, what to put."""
    for field, value in _parts(node):
        if isinstance(value, ast.AST):
            yield from ((_setter(node, field), value, new) for new in _instead(value, node, field))
        elif isinstance(value, list):
            for place, each in enumerate(value):
                if isinstance(each, ast.AST):
                    yield from ((_setter(value, place), each, new) for new in _instead(each, node, field))
            yield from _fewer(node, field, value)


def _setter(holder: Any, place: Any) -> Put:
    def put(value: Any) -> None:
        if isinstance(holder, list):
            holder[place] = value
        else:
            setattr(holder, place, value)

    return put


def _fewer(node: ast.AST, field: str, values: list[Any]) -> Iterator[tuple[Put, Any, Any]]:
    """One less of the keyword arguments, of what is unpacked, of the entries of a dictionary."""
    for place, each in enumerate(values):
        rest = [*values[:place], *values[place + 1 :]]
        if isinstance(each, ast.Starred) or (isinstance(each, ast.keyword) and each.arg is not None):
            yield _setter(node, field), values, rest
        elif isinstance(node, ast.Dict) and field == "values":
            yield _entries(node), (node.keys, values), ([*node.keys[:place], *node.keys[place + 1 :]], rest)


def _entries(node: ast.Dict) -> Put:
    def put(sides: Any) -> None:
        node.keys, node.values = sides

    return put


def _instead(value: ast.AST, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What to put in the place of one node."""
    if field in ("test", "ifs", "guard") and not isinstance(value, ast.Constant):
        yield from (ast.Constant(True), ast.Constant(False))
    match value:
        case ast.Compare(left=left, ops=[op], comparators=right):
            yield from (ast.Compare(left, [new()], right) for new in OPPOSITE.get(type(op), ()))
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OTHER_WAY:
            yield ast.BinOp(left, OTHER_WAY[type(op)](), right)
        case ast.Constant(value=bool(found)):
            yield ast.Constant(not found)
        case ast.Constant(value=int(found)):
            yield from (ast.Constant(found + 1), ast.Constant(found - 1))
        case ast.Constant(value=str(found)) if not isinstance(holder, ast.Expr):
            yield ast.Constant(f"{found}~")
        case ast.Name(id=name, ctx=ast.Load()) if name in OTHER_CALL:
            yield ast.Name(OTHER_CALL[name], ast.Load())
        case ast.Call(func=ast.Name(id="sorted" | "reversed"), args=[first, *_]):
            yield first
        case ast.Return(value=ast.Constant(value=None) | None):
            return
        case ast.Return():
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Constant()):
            return  # what a docstring says
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
