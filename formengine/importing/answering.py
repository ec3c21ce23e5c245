"""Foreign scalars and choices as raw answers; what is none of them is said to `no`."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from formengine.fitting import fits
from formengine.importing.merging import same
from formengine.problems import Path

Refuse = Callable[..., None]
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-9.]+([Zz]|[+-][0-9:]{5})?\Z", re.ASCII)


def scalar(no: Refuse, schema: Mapping[str, Any], how: Mapping[str, Any], given: Any, path: Path) -> Any:
    kind = schema["x-type"]
    if kind in ("yesno", "accept"):
        if not isinstance(given, bool) or (kind == "accept" and not given):
            return no(path, "not_yes_or_no")
        return given
    if kind in ("integer", "decimal"):
        if isinstance(given, bool) or not isinstance(given, int | float):
            return no(path, "not_an_integer")
        return given if kind == "integer" else f"{Decimal(str(given)):f}"
    if not isinstance(given, str):
        return no(path, "not_text")
    if how.get("as") == "time":
        return given[:5] if TIME.match(given) else given
    if given.strip() == "":
        blank(no, schema, given, path)
        return None
    return given


def blank(no: Refuse, schema: Mapping[str, Any], given: str, path: Path) -> None:
    """An empty text is no answer here: where the schema does not let it pass, that must be said."""
    plain = {key: schema[key] for key in ("minLength", "pattern") if key in schema}
    if not fits({**plain, "allOf": [schema.get("x-also", True)]}, given):
        no(path, "too_short", least=schema.get("minLength", 1))


def chosen(no: Refuse, schema: Mapping[str, Any], how: Mapping[str, Any], given: Any, path: Path) -> Any:
    several = schema["x-type"] == "choices"
    holder = schema["items"] if several else schema
    values = how.get("values", {})
    known = [(option["const"], values.get(option["const"], option["const"])) for option in holder["oneOf"]]
    if several and not isinstance(given, list):
        return no(path, "null" if given is None else "not_a_list") if not how.get("nullable") else None
    found = []
    for each in given if several else [given]:
        text = next((text for text, value in known if same(value, each)), None)
        if text is None and how.get("other") and isinstance(each, str) and each.strip():
            text = each
        if text is None:
            if not several and ((each is None and how.get("nullable")) or (each == "" and how.get("blank"))):
                return None
            return no(path, "not_an_option")
        found.append(text)
    if not several:
        return found[0]
    if how.get("unique") and len(set(found)) < len(found):
        no(path, "not_unique")
    count(no, schema, len(found), path)
    if len(found) > schema.get("maxItems", len(found)):
        no(path, "too_many_choices", most=schema["maxItems"])
    return found


def count(no: Refuse, schema: Mapping[str, Any], number: int, path: Path) -> None:
    """An empty list is no answer here."""
    if number == 0 and (schema.get("minItems") or not fits(schema.get("x-also", True), [])):
        no(path, "too_few_rows", least=schema.get("minItems", 1))


def written(given: Any) -> str:
    """Any JSON as text that `plain.loose` reads back: text as it stands where it does not look like JSON."""
    if isinstance(given, str):
        try:
            json.loads(given)
        except (ValueError, RecursionError):
            if given.strip() == given and given:
                return given
        return json.dumps(given, ensure_ascii=False)
    return json.dumps(given, ensure_ascii=False)
