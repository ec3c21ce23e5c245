"""What moving a dossier to a newer version does to each value, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.header import language
from dossiers.versions import Hindrance, Passage
from formengine.carrying import Fate, Line
from formengine.comparing import correspond
from formengine.djangoforms import DocumentLabel
from formengine.fieldtypes import type_of
from formengine.model import Field, Status
from formengine.problems import Path

REASONS: Mapping[str, str | Promise] = {
    "no_field": gettext_lazy("The new version no longer asks for this."),
    "not_convertible": gettext_lazy("The new version asks for this in another form."),
    "option_gone": gettext_lazy("This option no longer exists."),
    "several_rows": gettext_lazy("The new version asks for this once only."),
    "computed_now": gettext_lazy("The new version computes this itself."),
    "unknown": gettext_lazy("No field belongs to this value."),
}  # fmt: skip
HINDRANCES: Mapping[str, str | Promise] = {
    "view_gone": gettext_lazy("Somebody takes part by the view “%(title)s”, which the new version lacks."),
    "scope_gone": gettext_lazy("A partner is asked for “%(title)s”, which the new version lacks."),
    "no_status": gettext_lazy("The new version has nothing that corresponds to the status “%(title)s”."),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One value. `now` only where it is another text than `was`; `note` says why, or what is to be minded."""

    label: str
    was: str
    now: str = ""
    note: str = ""


@dataclass(frozen=True)
class Page:
    """All that the page says. `behind`: of fields this reader does not see, by the design alone.

    `seen`: the fingerprint of the answers it was made from, to be sent back; it tells nothing of hidden ones.
    """

    number: int
    current: int
    set_aside: tuple[Told, ...]
    converted: tuple[Told, ...]
    to_correct: tuple[Told, ...]
    kept: tuple[Told, ...]
    behind: str
    newly_seen: tuple[tuple[str, str], ...]
    hindrances: tuple[str, ...]
    choices: tuple[Status, ...]
    status: str
    seen: str
    key: UUID


def page_of(passage: Passage, files: Mapping[str, DocumentLabel]) -> Page:
    """`files`: how the documents are called that this reader may open, by id."""
    told: dict[str, list[Told]] = {"set_aside": [], "converted": [], "to_correct": [], "kept": []}
    for line in passage.lines:
        told[_sort(line)].append(_told(passage, line, files))
    return Page(
        number=passage.version.number,
        current=passage.sight.dossier.version.number,
        set_aside=tuple(told["set_aside"]),
        converted=tuple(told["converted"]),
        to_correct=tuple(told["to_correct"]),
        kept=tuple(told["kept"]),
        behind=_behind(passage.fields_behind),
        newly_seen=tuple(
            (view, ", ".join(field.title for field in fields)) for view, fields in passage.newly_seen.items()
        ),
        hindrances=hindrance_texts(passage.hindrances),
        choices=passage.choices,
        status=passage.sight.status.title,
        seen=passage.sight.projection.token,
        key=uuid4(),
    )


def hindrance_texts(hindrances: Iterable[Hindrance]) -> tuple[str, ...]:
    return tuple(str(HINDRANCES[each.code]) % {"title": each.title} for each in hindrances)


def _sort(line: Line) -> str:
    return "to_correct" if line.code == "to_correct" else line.fate.value


def _told(passage: Passage, line: Line, files: Mapping[str, DocumentLabel]) -> Told:
    pairs = correspond(passage.sight.model, passage.design)
    old, new = pairs.old.get(line.field), pairs.new.get(line.into)
    was = _text(line.old, old, files)
    now = _text(line.new, new, files) if new is not None and line.into in passage.still_shown else was
    return Told(
        label=_label(line.path, pairs.old),
        was=was,
        now=now if now != was else "",
        note=_note(passage, line, new),
    )


def _text(value: object, field: Field | None, files: Mapping[str, DocumentLabel]) -> str:
    if field is not None and field.type == "file" and isinstance(value, list):
        return ", ".join(files[each].shown for each in value if each in files)
    return type_of(field).display(value, field, language()) if field is not None else str(value)


def _label(path: Path, fields: Mapping[str, Field]) -> str:
    """Titles from the outside in, rows by their number: “Budget › 2 › Amount”."""
    said, here = [], ""
    for part in path:
        if isinstance(part, int):
            said.append(str(part + 1))
            continue
        here = f"{here}.{part}" if here else part
        said.append(fields[here].title if here in fields else part)
    return " › ".join(said)


def _note(passage: Passage, line: Line, new: Field | None) -> str:
    if line.fate is Fate.SET_ASIDE:
        return str(REASONS[line.code])
    notes = []
    if line.code == "partly":
        notes.append(_("Options that no longer exist are left out."))
    if line.into not in passage.still_shown:
        notes.append(_("It is kept, and the desk no longer sees it."))
    return " ".join(notes)


def _behind(count: int) -> str:
    """Of the design, not of the answers: whether there are any is not said."""
    if not count:
        return ""
    return ngettext(
        "%(count)d field that you do not see changes or goes too. What it holds stays in the history.",
        "%(count)d fields that you do not see change or go too. What they hold stays in the history.",
        count,
    ) % {"count": count}  # fmt: skip
