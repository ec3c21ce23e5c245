"""What stands beside an input besides the designer's own help: what may be sent, and how long it may be."""

from django.utils.translation import gettext, ngettext

from formengine.fieldtypes import FieldType
from formengine.fieldtypes.file import accepted_endings, max_bytes, max_files
from formengine.model import Field


def hint_of(inner: Field, kind: FieldType) -> str:
    """The hint in the active language; empty where there is none."""
    if kind.control == "file":
        return file_hint(inner)
    return length_hint(inner) if kind.control == "textarea" else ""


def file_hint(inner: Field) -> str:
    endings = ", ".join(each.upper() for each in accepted_endings(inner))
    size, most = max_bytes(inner) // (1024 * 1024), max_files(inner)
    hint = (
        gettext("%(endings)s, up to %(size)d MB each")
        if most > 1
        else gettext("%(endings)s, up to %(size)d MB")
    )
    count = ngettext("at most %(most)d file", "at most %(most)d files", most) % {"most": most}
    text = hint % {"endings": endings, "size": size}
    return f"{text}; {count}" if most > 1 else text


def length_hint(inner: Field) -> str:
    most = inner.schema.get("maxLength")
    if not isinstance(most, int) or most <= 0:
        return ""
    return ngettext("At most %(most)d character", "At most %(most)d characters", most) % {"most": most}
