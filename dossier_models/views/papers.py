"""The documents tab: what agents hand out, to whom by default, and what it says."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dossier_models.forms.papers import NewPaperForm, PaperForm
from dossier_models.palette import view_titles
from dossier_models.papers import Reading, places
from dossier_models.problems import Placed
from dossier_models.services import Gesture
from dossier_models.views.board import BoardView
from formengine import editing
from formengine.document import parse
from formengine.editing import Document
from formengine.editing.lookup import keys_of
from formengine.editing.papers import PAPERS
from formengine.editing.taking_part import portal_views


class PapersView(BoardView):
    section = "papers"
    url_name = "dossier_models:papers"
    body = "dossier_models/papers/body.html"
    quiet = "dossier_models/papers/quiet.html"
    has_preview = False

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "add": self.add,
            "set": self.set,
            "up": lambda key: lambda doc: editing.move_paper(doc, key, by=-1),
            "down": lambda key: lambda doc: editing.move_paper(doc, key, by=1),
            "remove": lambda key: lambda doc: editing.remove_paper(doc, key),
        }

    def add(self) -> Gesture:
        return self.checked("new_form", NewPaperForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set(self, key: str) -> Gesture:
        return self.checked("paper_form", PaperForm(self.model.draft, key, self.request.POST)).gesture  # type: ignore[no-any-return]

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        known, now = keys_of(before, PAPERS), keys_of(after, PAPERS)
        return next((key for key in now if key not in known), item if item in now else "")

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        draft = self.model.draft
        known = keys_of(draft, PAPERS)
        item = item if item in known else (known[0] if known else "")
        texts: dict[str, list[Any]] = {}
        for problem in problems:
            if problem.section == self.section:
                texts.setdefault(problem.item, []).append(problem.text)
        context: dict[str, Any] = {
            "item": item,
            "papers": [self.line(each, texts.get(each["key"], ())) for each in draft.get(PAPERS, [])],
            "new_form": forms.get("new_form") or NewPaperForm(auto_id="new-paper-%s"),
            "item_problems": texts.get(item, ()),
        }
        if item:
            context["paper_form"] = forms.get("paper_form") or PaperForm(draft, item)
            context |= self.reading(item) | {"places": places(draft)}
        return context

    def line(self, paper: Mapping[str, Any], problems: Any) -> dict[str, Any]:
        titles = {
            scope["key"]: scope.get("title") or scope["key"] for scope in self.model.draft.get("x-scopes", [])
        }
        recipients = [_("the parties")] if paper.get("parties") is True else []
        recipients += [titles.get(key, key) for key in paper.get("scopes", [])]
        return {
            "key": paper["key"],
            "title": paper.get("title") or paper["key"],
            "recipients": recipients,
            "is_deposited": not paper.get("text"),
            "problems": problems,
        }

    def reading(self, item: str) -> dict[str, Any]:
        """The text filled in with examples, as the address or the form asks (`as`: a view of the portal)."""
        draft, sent = self.model.draft, self.request.POST or self.request.GET
        views = {key: view_titles(draft)[key] for key in portal_views(draft)}
        view = sent.get("as", "")
        view = view if view in views else ""
        model = parse(draft)
        kind = model.document(item)
        organisation = str(self.model.organisation)
        reading = Reading(model, view, organisation, timezone.localdate())
        laid = reading.laid(kind) if kind else []
        pieces = [piece for block in laid for line in block.lines for piece in line]
        return {
            "as_view": view,
            "readers": list(views.items()),
            "laid": laid,
            "hides": any(piece.sort == "hidden" for piece in pieces),
        }
