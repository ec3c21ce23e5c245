"""Which dialect a layout is written in, and the layout itself whatever the dialect."""

from collections.abc import Mapping
from typing import Any

from formengine.importing.ui import Ui, UiNote
from formengine.importing.ui_jsonforms import ELEMENTS, jsonforms
from formengine.importing.ui_rjsf import rjsf
from formengine.importing.ui_sections import sections
from formengine.limits import check_limits

MAX_DEPTH = 64


def ui_of(uischema: Any, schema: Any = None) -> Ui | None:
    """The layout that a UI schema describes; None where there is none.

    Knows the dialects of react-jsonschema-form, of JSON Forms, and lists of sections. What it does not know
    is left out with a note. Raises DocumentRefused for what is too large or too deep, nothing else.
    """
    if uischema is None:
        return None
    check_limits(uischema, max_depth=MAX_DEPTH)
    if isinstance(uischema, list):
        return sections(uischema)
    if not isinstance(uischema, Mapping):
        return Ui(notes=(UiNote("left_out", (), "unknown_layout", {}),))
    if str(uischema.get("type")) in ELEMENTS or isinstance(uischema.get("elements"), list):
        return jsonforms(uischema, schema)
    return rjsf(uischema, schema)
