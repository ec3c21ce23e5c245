"""Raw inputs as text that can be written."""

from typing import Any

from formengine.limits import storable


def text_of(raw: Any) -> str:
    """Whatever was sent or a draft may hold, as text."""
    text = raw if isinstance(raw, str) else str(raw) if isinstance(raw, int) else ""
    return text if storable(text) else text.replace("\x00", "").encode("utf-8", "replace").decode()
