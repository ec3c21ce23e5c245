"""A foreign document before anything is made of it: bounds, draft, and where its references lead.

Nothing is fetched: a reference that leads out of the document refuses it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from formengine.importing.keywords import ANY_DRAFT, ASSERTIONS, DRAFTS, inner_schemas
from formengine.limits import MAX_INTEGER, check_limits
from formengine.parts import loads
from formengine.problems import DocumentRefused, Path

MAX_DEPTH = 64
Found = tuple[Any, Path, str]


def read(source: Any) -> Mapping[str, Any]:
    """The document as JSON. Text is parsed; anything else is taken as parsed already.

    Raises DocumentRefused: no JSON, too large, too deep, no schema.
    """
    document = loads(source) if isinstance(source, str | bytes) else source
    check_limits(document, max_depth=MAX_DEPTH, max_integer=10**300)
    if not isinstance(document, Mapping):
        raise DocumentRefused("not_a_schema")
    tame: Mapping[str, Any] = _tame(document)
    return tame


def _tame(value: Any) -> Any:
    """Whole numbers that nothing here can hold, as they stand in limits of generated schemas, as floats."""
    if isinstance(value, Mapping):
        return {key: _tame(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_tame(each) for each in value]
    large = isinstance(value, int) and abs(value) > MAX_INTEGER
    return float(value) if large else value


def draft_of(schema: Mapping[str, Any]) -> int:
    """4, 6, 7, 2019 or 2020; ANY_DRAFT where the document does not say: then every keyword counts."""
    name = schema.get("$schema")
    return DRAFTS.get(name.rstrip("#"), ANY_DRAFT) if isinstance(name, str) else ANY_DRAFT


class Places:
    """Where schemas are in one document: by place, by `$id`, by `$anchor`."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.draft = draft_of(document)
        self._resources: dict[str, tuple[Any, Path]] = {"": (document, ())}
        self._anchors: dict[tuple[str, str], tuple[Any, Path]] = {}
        self._bases: dict[Path, str] = {}
        references = []
        waiting: list[tuple[Any, Path, str]] = [(document, (), "")]
        while waiting:
            schema, path, base = waiting.pop()
            if not isinstance(schema, Mapping):
                continue
            base = self._named(schema, path, base)
            self._bases[path] = base
            self.check(schema, path)
            if isinstance(schema.get("$ref"), str):
                references.append((schema["$ref"], path, base))
            waiting.extend((each, (*path, *way), base) for way, each in inner_schemas(schema))
        for reference, path, base in sorted(references, key=lambda each: str(each[1])):
            self.follow(reference, path, base)

    def _named(self, schema: Mapping[str, Any], path: Path, base: str) -> str:
        name = schema.get("$id", schema.get("id") if self.draft in (4, ANY_DRAFT) else None)
        if isinstance(name, str):
            if name.startswith("#"):
                self._anchors.setdefault((base, name[1:]), (schema, path))
            else:
                base = urldefrag(_joined(base, name, path))[0]
                self._resources.setdefault(base, (schema, path))
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(schema.get(keyword), str):
                self._anchors.setdefault((base, schema[keyword]), (schema, path))
        return base

    def check(self, schema: Mapping[str, Any], path: Path) -> None:
        """Raises DocumentRefused where a keyword's value has not the shape it must have."""
        for keyword, value in schema.items():
            since, shape = ASSERTIONS.get(keyword, (ANY_DRAFT + 1, None))
            if shape is not None and since <= self.draft and not shape(value):
                raise DocumentRefused("not_a_schema", *path, keyword, keyword=keyword)

    def base_at(self, path: Path) -> str:
        return self._bases.get(path, "")

    def follow(self, reference: str, path: Path, base: str) -> tuple[Any, Path]:
        """The schema a reference leads to, and its place. Raises DocumentRefused if it leads nowhere."""
        address, fragment = urldefrag(_joined(base, reference, path))
        resource = self._resources.get(address)
        if resource is None:
            code = "remote_reference" if "/" in address or ":" in address else "reference_unknown"
            raise DocumentRefused(code, *path, "$ref", reference=reference[:200])
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            if (address, fragment) not in self._anchors:
                raise DocumentRefused("reference_unknown", *path, "$ref", reference=reference[:200])
            return self._anchors[(address, fragment)]
        schema, place = resource
        for part in fragment.split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            if isinstance(schema, Mapping) and part in schema:
                schema, place = schema[part], (*place, part)
            elif (
                isinstance(schema, list) and part.isascii() and part.isdigit() and int(part[:6]) < len(schema)
            ):
                schema, place = schema[int(part[:6])], (*place, int(part[:6]))
            else:
                raise DocumentRefused("reference_unknown", *path, "$ref", reference=reference[:200])
        if not isinstance(schema, Mapping | bool):
            raise DocumentRefused("reference_unknown", *path, "$ref", reference=reference[:200])
        return schema, place


def _joined(base: str, reference: str, path: Path) -> str:
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:
        raise DocumentRefused("reference_unknown", *path, reference=reference[:200]) from None
