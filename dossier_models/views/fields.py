"""The fields tab: the outline, and the panel of the selected field or page."""

from collections.abc import Callable, Mapping
from typing import Any

from dossier_models.behaviours import Behaviour
from dossier_models.forms.conditions import ConditionForm
from dossier_models.forms.fields import AddForm, FieldForm, NewPageForm, PageForm
from dossier_models.forms.places import PlaceForm
from dossier_models.outlines import outline_of
from dossier_models.palette import look_of, view_titles
from dossier_models.problems import Placed
from dossier_models.sentences import use_text
from dossier_models.services import Gesture
from dossier_models.type_palette import offered_types
from dossier_models.views.board import BoardView, Redraw
from formengine import editing
from formengine.editing import Document, Refused, label_of
from formengine.editing.lookup import entry


class FieldsView(BoardView):
    section = "fields"
    url_name = "dossier_models:fields"
    body = "dossier_models/fields/body.html"
    quiet = "dossier_models/fields/outline.html"

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "add": self.add,
            "set": self.set,
            "condition": self.condition,
            "free": lambda item: lambda doc: editing.set_condition(doc, item, None),
            "reveal": lambda view, key: lambda doc: editing.set_reveals(doc, key, view=view, reveals=True),
            "unreveal": lambda view, key: lambda doc: editing.set_reveals(doc, key, view=view, reveals=False),
            "up": lambda address: lambda doc: editing.move_field(doc, address, by=-1),
            "down": lambda address: lambda doc: editing.move_field(doc, address, by=1),
            "place": lambda address, page, before="": (
                lambda doc: editing.place_field(doc, address, page=page, before=before)
            ),
            "into": lambda address, group: lambda doc: editing.place_field(doc, address, group=group),
            "move": self.move,
            "duplicate": lambda address: lambda doc: editing.duplicate_field(doc, address),
            "remove": lambda address: lambda doc: editing.remove_field(doc, address),
            "page-add": self.add_page,
            "page-set": self.set_page,
            "page-up": lambda key: lambda doc: editing.move_page(doc, key, by=-1),
            "page-down": lambda key: lambda doc: editing.move_page(doc, key, by=1),
            "page-remove": lambda key: lambda doc: editing.remove_page(doc, key),
        }

    def add(self) -> Gesture:
        form = AddForm(self.model.draft, self.item_in(self.request.POST), self.request.POST)
        return self.checked("add_form", form).gesture  # type: ignore[no-any-return]

    def set(self, address: str) -> Gesture:
        form = FieldForm(self.model.draft, address, self.request.POST)
        return self.checked("field_form", form).gesture  # type: ignore[no-any-return]

    def move(self, address: str) -> Gesture:
        form = PlaceForm(self.model.draft, address, self.request.POST)
        return self.checked("place_form", form).gesture  # type: ignore[no-any-return]

    def add_page(self) -> Gesture:
        return self.checked("new_page_form", NewPageForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set_page(self, key: str) -> Gesture:
        return self.checked("page_form", PageForm(self.model.draft, key, self.request.POST)).gesture  # type: ignore[no-any-return]

    def condition(self, item: str) -> Gesture:
        """Save what is composed once it is complete; until then only show what can be chosen next."""
        form = ConditionForm(self.model.draft, item, self.rule_of(item), self.request.POST)
        if not form.is_complete:
            raise Redraw("condition_form", form)
        return form.gesture

    def rule_of(self, item: str) -> Any:
        try:
            holder = editing.field_at(self.model.draft, item)
        except Refused:
            holder = entry(self.model.draft, "x-pages", item)
        return holder.get("x-when")

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        known = {*editing.all_addresses(before), *(page["key"] for page in before["x-pages"])}
        now = [*editing.all_addresses(after), *(page["key"] for page in after["x-pages"])]
        return next((each for each in now if each not in known), item if item in now else "")

    def preview_of(self, item: str) -> dict[str, str]:
        key = item.partition(".")[0]
        pages = self.model.draft["x-pages"]
        return next(
            ({"page": page["key"]} for page in pages if key == page["key"] or key in page["items"]), {}
        )

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        draft = self.model.draft
        here = [(each.item, each.text) for each in problems if each.section == "fields"]
        outline = outline_of(draft, here, selected=item)
        context: dict[str, Any] = {
            "outline": outline,
            "selected_line": outline.line(item),
            "offered_types": offered_types(),
            "item": item,
            "just_added": self.request.POST.get("do") == "add" and not forms,
            "add_form": forms.get("add_form") or AddForm(draft, item),
            "new_page_form": forms.get("new_page_form") or NewPageForm(auto_id="new-page-%s"),
            "item_problems": outline.problems.get(item, ()),
            "guessable": guessable(draft, item, problems),
            "guessed": guessed(draft, item),
        }
        return context | self.panel(item, forms)

    def panel(self, item: str, forms: dict[str, Any]) -> dict[str, Any]:
        """The settings of what is selected; nothing for something that is no more."""
        draft = self.model.draft
        try:
            schema = editing.field_at(draft, item)
        except Refused:
            try:
                page = entry(draft, "x-pages", item)
            except Refused:
                return {"panel": "", "item": ""}
            return {
                "panel": "page",
                "page": page,
                "page_form": forms.get("page_form") or PageForm(draft, item),
                **self.condition_panel(item, page.get("x-when"), forms, Behaviour(draft)),
            }
        behaviour = Behaviour(draft)
        context = {
            "panel": "field",
            "schema": schema,
            "look": look_of(schema["x-type"]),
            "is_inside": "." in item,
            "around": [editing.label_of(draft, each) for each in groups_around(item)],
            "field_form": forms.get("field_form") or FieldForm(draft, item),
            "place_form": forms.get("place_form") or PlaceForm(draft, item),
            "behaviours": behaviour.sentences(item),
            "uses": [use_text(use) for use in editing.uses_of(draft, item)],
        }
        return context | self.condition_panel(item, schema.get("x-when"), forms, behaviour)

    def condition_panel(
        self, item: str, rule: Any, forms: dict[str, Any], behaviour: Behaviour
    ) -> dict[str, Any]:
        form = forms.get("condition_form") or ConditionForm(self.model.draft, item, rule)
        return {
            "condition_form": form,
            "condition_text": behaviour.condition(rule, item),
            "condition_open": "condition_form" in forms or rule is not None,
        }


def groups_around(address: str) -> list[str]:
    """Addresses of the groups that a field is in, from the top."""
    steps = address.split(".")
    return [".".join(steps[:count]) for count in range(1, len(steps))]


def guessable(draft: Document, item: str, problems: tuple[Placed, ...]) -> list[tuple[str, str, str, str]]:
    """What this item's condition asks of a view that does not show it: view and field, with their titles."""
    titles = view_titles(draft)
    return [
        (
            each.params["view"],
            titles.get(each.params["view"], ""),
            each.params["key"],
            label_of(draft, each.params["key"]),
        )
        for each in problems
        if each.code == "condition_source_hidden" and each.item == item
    ]


def guessed(draft: Document, item: str) -> list[tuple[str, str]]:
    """Views, with their titles, that let this field be guessed on purpose."""
    titles = view_titles(draft)
    return [
        (view, titles[view]) for view, each in draft["x-views"].items() if item in each.get("reveals", [])
    ]
