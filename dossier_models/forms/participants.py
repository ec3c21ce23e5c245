"""Forms of the partners tab: how partners take part, who may act for another, and other parties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.palette import ADDRESSES, KEEPS, view_titles
from formengine import editing
from formengine.document import parse
from formengine.editing import Document
from formengine.editing.lookup import LABEL, entry
from formengine.editing.rules import rows_of
from formengine.editing.taking_part import CAPACITIES, PARTIES, portal_views
from formengine.model import INTERNET
from formengine.taking_part import (
    MOST_GRACE_DAYS,
    MOST_REMINDER_DAYS,
    MOST_REMINDERS,
    PartnerRules,
    Reminders,
)

REMINDING = ("before_days", "every_days", "most")
NEW_VIEW = "new-view"
"""Chosen in place of a view: make one. No key holds a hyphen."""


class PartnersForm(forms.Form):
    address = forms.ChoiceField(
        choices=list(ADDRESSES.items()),
        label=_("Who may use a key"),
        widget=forms.RadioSelect,
    )
    keeps = forms.ChoiceField(
        choices=list(KEEPS.items()),
        label=_("What partners still see once the dossier is hidden from them"),
        widget=forms.RadioSelect,
    )
    acquainted = forms.BooleanField(
        required=False,
        label=_("Partners of one dossier learn who else is asked"),
        help_text=_("Never what the others reply."),
    )
    forward = forms.BooleanField(
        required=False,
        label=_("Propose that partners may bring colleagues in"),
        help_text=_("The agent decides at each request."),
    )
    reply_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_REMINDER_DAYS,
        label=_("Working days for a reply"),
        help_text=_("Proposed to the agent as the wished date."),
    )
    grace_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_GRACE_DAYS,
        label=_("Days a key still works after the wished date"),
    )
    before_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_REMINDER_DAYS,
        required=False,
        label=_("Remind once, days before the wished date"),
        help_text=_("Empty: not before it."),
    )
    every_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_REMINDER_DAYS,
        required=False,
        label=_("After it, remind every … days"),
        help_text=_("Empty: not after it."),
    )
    most = forms.IntegerField(
        min_value=1,
        max_value=MOST_REMINDERS,
        label=_("Reminders at most"),
        help_text=_("Only those who have not fully replied are reminded."),
    )

    def __init__(self, document: Document, data: Any = None) -> None:
        rules = parse(document).partners
        rule = rules.reminders or Reminders()
        initial = {
            "address": "strict" if rules.strict else "open",
            "keeps": rules.keeps,
            "acquainted": rules.acquainted,
            "forward": rules.forward,
            "reply_days": rules.reply_days,
            "grace_days": rules.grace_days,
            "before_days": rule.before_days,
            "every_days": rule.every_days,
            "most": rule.most,
        }
        super().__init__(data, auto_id="partners-%s", initial=initial)

    @property
    def before_reminders(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in REMINDING]

    @property
    def reminding(self) -> list[forms.BoundField]:
        return [self[name] for name in REMINDING]

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        reminders = Reminders(values["before_days"], values["every_days"], values["most"])
        rules = PartnerRules(
            strict=values["address"] == "strict",
            keeps=values["keeps"],
            acquainted=values["acquainted"],
            forward=values["forward"],
            grace_days=values["grace_days"],
            reply_days=values["reply_days"],
            reminders=reminders,
        )
        return editing.set_partners(document, rules)


class NewCapacityForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New capacity"))

    def gesture(self, document: Document) -> Document:
        return editing.add_capacity(document, title=self.cleaned_data["title"])


class NewPartyForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New party"))

    def gesture(self, document: Document) -> Document:
        return editing.add_party(document, title=self.cleaned_data["title"])


class ViewForm(forms.Form):
    """A title, and a view of the portal: one there is, or a new one."""

    title = forms.CharField(max_length=LABEL, label=_("Title"))
    view = forms.ChoiceField(required=False, label=_("Looks through"))

    def offer(self, document: Document, now: str, *, applicant: bool) -> None:
        titles = view_titles(document)
        views = [(key, titles[key]) for key in portal_views(document) if key != INTERNET]
        choices: list[tuple[str, Any]] = [*views, (NEW_VIEW, _("A new view of its own"))]
        if applicant:
            choices.insert(0, ("", _("The applicant’s view: goes on as they would")))
        if now not in dict(choices):
            choices.append((now, titles.get(now, now)))
        self.fields["view"].choices = choices  # type: ignore[attr-defined]

    def chosen(self, document: Document) -> tuple[Document, str]:
        """The document, with a new view if one is to be made, and the view's key."""
        view = str(self.cleaned_data["view"])
        if view != NEW_VIEW:
            return document, view
        new = editing.add_view(document, title=self.cleaned_data["title"])
        return new, list(new["x-views"])[-1]


class CapacityForm(ViewForm):
    mandate = forms.ChoiceField(
        required=False,
        label=_("Shows a proof"),
        help_text=_("In which field of the form they deposit their mandate."),
    )

    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        self.key, capacity = key, entry(document, CAPACITIES, key)
        initial = {name: capacity.get(name, "") for name in ("title", "view", "mandate")}
        super().__init__(data, auto_id="capacity-%s", initial=initial)
        self.offer(document, initial["view"], applicant=True)
        files = [
            (field, editing.label_of(document, field))
            for page in document["x-pages"]
            for field in rows_of(document, page["key"])
            if document["properties"][field].get("x-type") == "file"
        ]
        choices: list[tuple[str, Any]] = [("", _("No proof is asked for")), *files]
        if initial["mandate"] not in dict(choices):
            choices.append((initial["mandate"], initial["mandate"]))
        self.fields["mandate"].choices = choices  # type: ignore[attr-defined]

    def gesture(self, document: Document) -> Document:
        new, view = self.chosen(document)
        values = self.cleaned_data
        return editing.set_capacity(
            new, self.key, title=values["title"], view=view, mandate=values["mandate"]
        )


class PartyForm(ViewForm):
    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        self.key, party = key, entry(document, PARTIES, key)
        initial = {name: party.get(name, "") for name in ("title", "view")}
        super().__init__(data, auto_id="party-%s", initial=initial)
        self.fields["view"].required = True
        self.offer(document, initial["view"], applicant=False)

    def gesture(self, document: Document) -> Document:
        new, view = self.chosen(document)
        return editing.set_party(new, self.key, title=self.cleaned_data["title"], view=view)
