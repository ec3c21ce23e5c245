"""The statuses tab: where a dossier can stand, who may do what there, and where it can go."""

from collections.abc import Callable, Mapping
from typing import Any

from dossier_models.forms.statuses import MoveForm, NewStatusForm, StatusForm
from dossier_models.palette import ACCESS, MOVERS, view_titles
from dossier_models.problems import Placed
from dossier_models.services import Gesture
from dossier_models.views.board import BoardView
from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import entry


class StatusesView(BoardView):
    section = "statuses"
    url_name = "dossier_models:statuses"
    body = "dossier_models/statuses/body.html"
    quiet = "dossier_models/statuses/outline.html"

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "add": self.add,
            "set": self.set,
            "up": lambda key: lambda doc: editing.move_status(doc, key, by=-1),
            "down": lambda key: lambda doc: editing.move_status(doc, key, by=1),
            "remove": lambda key: lambda doc: editing.remove_status(doc, key),
            "move-set": self.set_move,
            "move-remove": lambda key, to: lambda doc: editing.remove_transition(doc, key, to=to),
            "limit": self.limit,
            "unlimit": lambda key, view, item: (
                lambda doc: editing.set_cap(doc, key, view=view, word="edit", item=item)
            ),
        }

    def add(self) -> Gesture:
        return self.checked("new_form", NewStatusForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set(self, key: str) -> Gesture:
        return self.checked("status_form", StatusForm(self.model.draft, key, self.request.POST)).gesture  # type: ignore[no-any-return]

    def set_move(self, key: str, to: str = "") -> Gesture:
        moves = entry(self.model.draft, "x-statuses", key).get("to", [])
        move = next((each for each in moves if target(each) == to), None)
        form = MoveForm(self.model.draft, key, move, self.request.POST)
        return self.checked(f"move:{to}", form).gesture  # type: ignore[no-any-return]

    def limit(self, key: str) -> Gesture:
        """A cap on one page or field at this status."""
        sent = self.request.POST
        view, item, word = (sent.get(name, "")[:100] for name in ("limit_view", "limit_item", "limit_word"))
        return lambda doc: editing.set_cap(doc, key, view=view, word=word, item=item)

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        known = [status["key"] for status in before["x-statuses"]]
        now = [status["key"] for status in after["x-statuses"]]
        return next((key for key in now if key not in known), item if item in now else now[0])

    def preview_of(self, item: str) -> dict[str, str]:
        return {"status": item}

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        draft = self.model.draft
        keys = [status["key"] for status in draft["x-statuses"]]
        item = item if item in keys else keys[0]
        texts: dict[str, list[Any]] = {}
        for problem in problems:
            if problem.section == "statuses":
                texts.setdefault(problem.item, []).append(problem.text)
        return {
            "item": item,
            "statuses": [status_line(draft, status, texts) for status in draft["x-statuses"]],
            "views": view_titles(draft),
            "new_form": forms.get("new_form") or NewStatusForm(auto_id="new-status-%s"),
            "item_problems": texts.get(item, ()),
            **self.panel(item, forms),
        }

    def panel(self, item: str, forms: dict[str, Any]) -> dict[str, Any]:
        draft = self.model.draft
        status = entry(draft, "x-statuses", item)
        moves = [
            forms.get(f"move:{target(each)}") or MoveForm(draft, item, each) for each in status.get("to", [])
        ]
        return {
            "status": status,
            "status_form": forms.get("status_form") or StatusForm(draft, item),
            "moves": moves,
            "new_move": forms.get("move:") or MoveForm(draft, item),
            "limits": list(limits_of(draft, status)),
            "limitable": limitable(draft),
            "access_words": [(word, ACCESS[word].label) for word in ("hidden", "read")],
        }


def target(move: Any) -> str:
    return move if isinstance(move, str) else str(move.get("status", ""))


def status_line(draft: Document, status: Mapping[str, Any], texts: Mapping[str, list[Any]]) -> dict[str, Any]:
    """One status as the list shows it."""
    titles = {each["key"]: each.get("title") or each["key"] for each in draft["x-statuses"]}
    return {
        "key": status["key"],
        "title": status.get("title") or status["key"],
        "wording": status.get("wording", ""),
        "caps": [
            (title, ACCESS[status.get("caps", {}).get(view, "hidden")])
            for view, title in view_titles(draft).items()
        ],
        "limit_days": status.get("limit_days"),
        "final": status.get("final"),
        "moves": [
            (
                titles.get(target(each), target(each)),
                MOVERS.get("agent" if isinstance(each, str) else each.get("by", "agent")),
            )
            for each in status.get("to", [])
        ],
        "problems": texts.get(status["key"], ()),
    }


def limits_of(draft: Document, status: Mapping[str, Any]) -> Any:
    """Caps on single pages and fields at a status, as (view, view title, item, label, access)."""
    titles = view_titles(draft)
    pages = {page["key"]: page.get("title") or page["key"] for page in draft["x-pages"]}
    for view, items in status.get("items", {}).items():
        for item, word in items.items():
            label = pages.get(item) or editing.label_of(draft, item)
            yield view, titles.get(view, view), item, label, ACCESS[word]


def limitable(draft: Document) -> list[tuple[str, str]]:
    items = []
    for page in draft["x-pages"]:
        items.append((page["key"], page.get("title") or page["key"]))
        items += [
            (key, f"— {editing.label_of(draft, key)}") for key in page["items"] if key in draft["properties"]
        ]
    return items
