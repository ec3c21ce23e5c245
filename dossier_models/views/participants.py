"""What the partners tab shows besides scopes: how partners take part, representatives, other parties."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from dossier_models.forms.participants import (
    CapacityForm,
    NewCapacityForm,
    NewPartyForm,
    PartnersForm,
    PartyForm,
)
from dossier_models.palette import Text
from dossier_models.participants import CAPACITY, PARTY, RULES, capacity_line, looks_through, rules_line
from dossier_models.services import Gesture
from dossier_models.tabs import tabs
from dossier_models.views.board import BoardView
from formengine import editing
from formengine.document import parse
from formengine.editing import Document
from formengine.editing.lookup import keys_of
from formengine.editing.taking_part import CAPACITIES, PARTIES
from formengine.model import INTERNET

Texts = Mapping[str, list[Text]]


class ParticipantsView(BoardView):
    """Verbs and context of those parts; the tab itself adds its own."""

    def participant_verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {
            "rules": self.set_rules,
            "capacity-add": self.add_capacity,
            "capacity-set": self.set_capacity,
            "capacity-up": lambda key: lambda doc: editing.move_capacity(doc, key, by=-1),
            "capacity-down": lambda key: lambda doc: editing.move_capacity(doc, key, by=1),
            "capacity-remove": lambda key: lambda doc: editing.remove_capacity(doc, key),
            "party-add": self.add_party,
            "party-set": self.set_party,
            "party-up": lambda key: lambda doc: editing.move_party(doc, key, by=-1),
            "party-down": lambda key: lambda doc: editing.move_party(doc, key, by=1),
            "party-remove": lambda key: lambda doc: editing.remove_party(doc, key),
        }

    def set_rules(self) -> Gesture:
        return self.checked("partners_form", PartnersForm(self.model.draft, self.request.POST)).gesture  # type: ignore[no-any-return]

    def add_capacity(self) -> Gesture:
        return self.checked("new_capacity", NewCapacityForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set_capacity(self, key: str) -> Gesture:
        form = CapacityForm(self.model.draft, key, self.request.POST)
        return self.checked("capacity_form", form).gesture  # type: ignore[no-any-return]

    def add_party(self) -> Gesture:
        return self.checked("new_party", NewPartyForm(self.request.POST)).gesture  # type: ignore[no-any-return]

    def set_party(self, key: str) -> Gesture:
        return self.checked("party_form", PartyForm(self.model.draft, key, self.request.POST)).gesture  # type: ignore[no-any-return]

    def participant_added(self, before: Document, after: Document) -> str:
        """The item of a capacity or party that there was not before."""
        for section, prefix in ((CAPACITIES, CAPACITY), (PARTIES, PARTY)):
            known = keys_of(before, section)
            added = next((key for key in keys_of(after, section) if key not in known), "")
            if added:
                return prefix + added
        return ""

    def participant_items(self) -> list[str]:
        draft = self.model.draft
        return [
            RULES,
            *(CAPACITY + key for key in keys_of(draft, CAPACITIES)),
            *(PARTY + key for key in keys_of(draft, PARTIES)),
        ]

    def view_of(self, item: str) -> str:
        """The view through which who is selected looks."""
        section, prefix = (CAPACITIES, CAPACITY) if item.startswith(CAPACITY) else (PARTIES, PARTY)
        views = {
            prefix + str(each.get("key")): each.get("view") for each in self.model.draft.get(section, [])
        }
        return str(views.get(item) or INTERNET)

    def participants(self, item: str, texts: Texts, forms: dict[str, Any]) -> dict[str, Any]:
        draft = self.model.draft
        context: dict[str, Any] = {
            "rules_item": RULES,
            "rules_line": rules_line(parse(draft).partners),
            "rules_problems": texts.get(RULES, ()),
            "capacities": [
                self.line(each, CAPACITY, capacity_line(draft, each), texts)
                for each in draft.get(CAPACITIES, [])
            ],
            "parties": [
                self.line(each, PARTY, looks_through(draft, each.get("view", "")), texts)
                for each in draft.get(PARTIES, [])
            ],
            "new_capacity": forms.get("new_capacity") or NewCapacityForm(auto_id="new-capacity-%s"),
            "new_party": forms.get("new_party") or NewPartyForm(auto_id="new-party-%s"),
        }
        if item == RULES:
            context["partners_form"] = forms.get("partners_form") or PartnersForm(draft)
        elif item.startswith(CAPACITY):
            key = item.removeprefix(CAPACITY)
            context["who_verb"], context["who_key"] = "capacity", key
            context["who_form"] = forms.get("capacity_form") or CapacityForm(draft, key)
        elif item.startswith(PARTY):
            key = item.removeprefix(PARTY)
            context["who_verb"], context["who_key"] = "party", key
            context["who_form"] = forms.get("party_form") or PartyForm(draft, key)
        if "who_form" in context:
            context["who_view_url"] = self.matrix_url(self.view_of(item))
        return context

    @staticmethod
    def line(each: Mapping[str, Any], prefix: str, text: str, texts: Texts) -> dict[str, Any]:
        item = prefix + str(each.get("key"))
        title = each.get("title") or each.get("key")
        return {"item": item, "title": title, "text": text, "problems": texts.get(item, ())}

    def matrix_url(self, view: str) -> str:
        """Where it is said what a view shows, on a tab of a floor above: all rows while it shows nothing."""
        name = next((tab.url_name for tab in tabs() if tab.section == "views"), "")
        rules = self.model.draft["x-views"].get(view, {}).get("rules", {})
        query = f"?item={view}" if any(word != "hidden" for word in rules.values()) else ""
        return f"{reverse(name, args=[self.model.pk])}{query}" if name else ""
