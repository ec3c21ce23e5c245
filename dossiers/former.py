"""Files that an answer held once. Another one may replace a file; the desk still finds the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dossiers.enums import Purpose
from dossiers.models import Document, Revision
from dossiers.sights import Sight
from formengine.projection import ProjectedField

AS_LONG_AS_AN_ID = len(str(UUID(int=0)))


@dataclass(frozen=True)
class FilesChanged:
    """What a change took away and what it brought, of one field of files."""

    title: str
    old: tuple[Document, ...]
    new: tuple[Document, ...]


def is_former(sight: Sight, document: Document) -> bool:
    """Whether an agent may open it still: it stood in a field that the desk's view shows now. One query."""
    if sight.participation is not None or document.field not in sight.projection.fields:
        return False
    changes = sight.dossier.revisions.order_by().values_list("changes", flat=True)
    return any(
        line["field"] == document.field and str(document.pk) in _ids(line["old"]) | _ids(line["new"])
        for lines in changes.iterator()
        for line in lines
    )


def files_in(sight: Sight, revisions: Iterable[Revision]) -> Mapping[str, Document]:
    """By id, the files that these revisions name. One query, none where they name nothing of the kind."""
    found = {
        each
        for revision in revisions
        for line in revision.changes
        for each in _ids(line["old"]) | _ids(line["new"])
    }
    if not found:
        return {}
    rows = Document.objects.of(sight.dossier.organisation_id).filter(
        dossier=sight.dossier, purpose=Purpose.ANSWER
    )
    return {str(each.pk): each for each in rows.order_by() if str(each.pk) in found}


def files_changed(
    title: str, old: ProjectedField | None, new: ProjectedField | None, files: Mapping[str, Document]
) -> FilesChanged:
    return FilesChanged(title, _known(old, files), _known(new, files))


def _known(field: ProjectedField | None, files: Mapping[str, Document]) -> tuple[Document, ...]:
    value = field.value if field is not None else None
    listed = value if isinstance(value, list) else []
    return tuple(files[str(each)] for each in listed if str(each) in files)


def _ids(value: Any) -> set[str]:
    """What a stored value may name as files. Other answers are lists of text too."""
    listed = value if isinstance(value, list) else []
    return {each for each in listed if isinstance(each, str) and len(each) == AS_LONG_AS_AN_ID}
