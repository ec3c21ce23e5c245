"""What was handed out, opened and kept back, in sentences of the history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossiers.enums import EventKind
from dossiers.sights import Sight

Params = Mapping[str, Any]
ABOUT_A_FILE = frozenset({EventKind.DOCUMENT_READ, EventKind.FILE_WITHHELD, EventKind.FILE_GIVEN_BACK})
"""Events that only who sees the file's field may know of."""


def _names(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else ""


def _paper(params: Params, sight: Sight) -> str:
    """A document of the service by the title of its kind."""
    kind = next((each for each in sight.model.documents if each.key == params.get("document_kind")), None)
    return _("the document “%(title)s”") % {"title": kind.title} if kind else _("a document")


def _document_sent(params: Params, sight: Sight) -> str:
    facts = {"document": _paper(params, sight), "names": _names(params.get("recipients"))}
    if not facts["names"]:
        return _("put %(document)s into the dossier, for the service only.") % facts
    return _("put %(document)s into the dossier, for %(names)s.") % facts


def _document_opened(params: Params, sight: Sight) -> str:
    facts = {"document": _paper(params, sight), "name": params.get("recipient", "")}
    return _("opened %(document)s for the first time (%(name)s).") % facts


def _recipient_added(params: Params, sight: Sight) -> str:
    facts = {"document": _paper(params, sight), "name": params.get("recipient", "")}
    return _("let %(name)s see %(document)s.") % facts


def _recipient_removed(params: Params, sight: Sight) -> str:
    facts = {"document": _paper(params, sight), "name": params.get("recipient", "")}
    return _("took %(document)s back from %(name)s.") % facts


def _file_withheld(params: Params, sight: Sight) -> str:
    if not params.get("partner"):
        return _("took a file out of the sight of all partners: “%(field)s”.") % _of_file(params, sight)
    return _("took a file out of the sight of %(name)s: “%(field)s”.") % _of_file(params, sight)


def _file_given_back(params: Params, sight: Sight) -> str:
    if not params.get("partner"):
        return _("put a file back into the sight of partners: “%(field)s”.") % _of_file(params, sight)
    return _("put a file back into the sight of %(name)s: “%(field)s”.") % _of_file(params, sight)


def _of_file(params: Params, sight: Sight) -> dict[str, str]:
    field = sight.projection.fields[params["field"]]
    return {"field": field.title, "name": str(params.get("partner", ""))}


DOCUMENT_SENTENCES: Mapping[str, Callable[[Params, Sight], str]] = {
    EventKind.DOCUMENT_SENT: _document_sent,
    EventKind.DOCUMENT_OPENED: _document_opened,
    EventKind.RECIPIENT_ADDED: _recipient_added,
    EventKind.RECIPIENT_REMOVED: _recipient_removed,
    EventKind.FILE_WITHHELD: _file_withheld,
    EventKind.FILE_GIVEN_BACK: _file_given_back,
}
