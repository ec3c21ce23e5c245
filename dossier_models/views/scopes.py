"""The partners tab: what opinions may be about, what each kind of request shows, and who else takes part."""

from collections.abc import Callable, Mapping
from typing import Any

from dossier_models.forms.scopes import KindForm, NewScopeForm, ScopeForm
from dossier_models.palette import KINDS, view_titles
from dossier_models.participants import RULES
from dossier_models.problems import Placed
from dossier_models.services import Gesture
from dossier_models.views.participants import ParticipantsView
from formengine import editing
from formengine.editing import Document, Refused
from formengine.model import PARTNER

KIND = "kind-"


class ScopesView(ParticipantsView):
    section = "scopes"
    url_name = "dossier_models:scopes"
    body = "dossier_models/scopes/body.html"
    quiet = "dossier_models/scopes/outline.html"

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "add": self.add,
            "set": self.set,
            "kind": self.set_kind,
            "up": lambda key: lambda doc: editing.move_scope(doc, key, by=-1),
            "down": lambda key: lambda doc: editing.move_scope(doc, key, by=1),
            "remove": lambda key: lambda doc: editing.remove_scope(doc, key),
            **self.participant_verbs(),
        }

    def add(self) -> Gesture:
        return self.checked("new_form", NewScopeForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set(self, key: str) -> Gesture:
        return self.checked("scope_form", ScopeForm(self.model.draft, key, self.request.POST)).gesture  # type: ignore[no-any-return]

    def set_kind(self, kind: str) -> Gesture:
        if kind not in KINDS:
            raise Refused("no_such_kind")
        return self.checked("kind_form", KindForm(self.model.draft, kind, self.request.POST)).gesture  # type: ignore[no-any-return]

    def selected_after(self, before: Document, after: Document, item: str) -> str:
        known = [scope["key"] for scope in before.get("x-scopes", [])]
        now = [scope["key"] for scope in after.get("x-scopes", [])]
        if added := self.participant_added(before, after):
            return added
        if item.startswith(KIND) or item in self.participant_items():
            return item
        return next((key for key in now if key not in known), item if item in now else "")

    def preview_of(self, item: str) -> dict[str, str]:
        if item.startswith(KIND):
            return {"view": PARTNER, "kind": item.removeprefix(KIND)}
        if item == RULES:
            return {"view": PARTNER}
        if item in self.participant_items():
            return {"view": self.view_of(item)}
        scopes = self.model.draft.get("x-scopes", [])
        view = next((scope.get("view", PARTNER) for scope in scopes if scope["key"] == item), PARTNER)
        return {"view": view, "scope": item}

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        draft, titles = self.model.draft, view_titles(self.model.draft)
        scopes = draft.get("x-scopes", [])
        known = [scope["key"] for scope in scopes]
        kind = item.removeprefix(KIND) if item.startswith(KIND) else ""
        others = self.participant_items()
        if item not in known and item not in others and kind not in KINDS:
            item, kind = (known[0] if known else RULES), ""
        texts: dict[str, list[Any]] = {}
        for problem in problems:
            if problem.section == "scopes":
                texts.setdefault(problem.item, []).append(problem.text)
        context: dict[str, Any] = {
            "item": item,
            "kind": kind,
            "kind_title": KINDS.get(kind, ""),
            "scopes": [
                {
                    **scope,
                    "view_title": titles.get(scope.get("view", "partner"), ""),
                    "problems": texts.get(scope["key"], ()),
                    "hidden_count": len(
                        [word for word in scope.get("items", {}).values() if word == "hidden"]
                    ),
                }
                for scope in scopes
            ],
            "kinds": [
                (name, f"{KIND}{name}", title, len(draft.get("x-kinds", {}).get(name, {})))
                for name, title in KINDS.items()
            ],
            "new_form": forms.get("new_form") or NewScopeForm(auto_id="new-scope-%s"),
            "item_problems": texts.get(item, ()),
            **self.participants(item, texts, forms),
        }
        if kind:
            context["kind_form"] = forms.get("kind_form") or KindForm(draft, kind)
        elif item in known:
            context["scope_form"] = forms.get("scope_form") or ScopeForm(draft, item)
        return context
