"""Forms of the statuses tab."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.palette import ACCESS, MOVERS, view_titles
from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import LABEL, entry
from formengine.editing.rules import CAPS

CAP = "cap-"
OUTCOMES = [
    ("", _("No decision")),
    ("granted", _("In the applicant’s favour")),
    ("refused", _("Against the applicant")),
    ("other", _("Another decision")),
]


class NewStatusForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New status"))

    def gesture(self, document: Document) -> Document:
        return editing.add_status(document, title=self.cleaned_data["title"])


class StatusForm(forms.Form):
    """The panel of one status, caps included."""

    title = forms.CharField(max_length=LABEL, label=_("Title"), help_text=_("What agents read."))
    wording = forms.CharField(
        max_length=LABEL,
        required=False,
        label=_("Wording on the portal"),
        help_text=_("What applicants read. Empty: the title."),
    )
    limit_days = forms.IntegerField(
        min_value=1, max_value=3650, required=False, label=_("Time limit, in days")
    )
    final = forms.BooleanField(required=False, label=_("The dossier ends here"))
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        required=False,
        label=_("Decision"),
        help_text=_("A decision is sent to the applicant by mail and shown first on the portal."),
    )

    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        status = entry(document, "x-statuses", key)
        self.key, self.views = key, view_titles(document)
        caps = status.get("caps", {})
        initial = {CAP + view: caps.get(view, "hidden") for view in self.views}
        initial |= {name: status.get(name) for name in ("title", "wording", "limit_days", "final", "outcome")}
        super().__init__(data, auto_id="status-%s", initial=initial)
        drawn_elsewhere = status.get("outcome", "")
        if drawn_elsewhere not in dict(OUTCOMES):
            self.fields["outcome"].choices = [*OUTCOMES, (drawn_elsewhere, drawn_elsewhere)]  # type: ignore[attr-defined]
        for view, title in self.views.items():
            choices = [(word, ACCESS[word].label) for word in CAPS]
            self.fields[CAP + view] = forms.ChoiceField(choices=choices, label=title)

    @property
    def caps(self) -> list[forms.BoundField]:
        return [self[CAP + view] for view in self.views]

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        new = editing.set_status(
            document,
            self.key,
            title=values["title"],
            wording=values["wording"],
            limit_days=values["limit_days"],
            final=values["final"],
            outcome=values["outcome"],
        )
        for view in self.views:
            new = editing.set_cap(new, self.key, view=view, word=values[CAP + view])
        return new


class MoveForm(forms.Form):
    """One allowed move to another status."""

    to = forms.ChoiceField(label=_("Leads to"))
    title = forms.CharField(max_length=LABEL, required=False, label=_("Button"))
    by = forms.ChoiceField(choices=lambda: list(MOVERS.items()), label=_("Made by"), initial="agent")
    requires = forms.MultipleChoiceField(
        required=False, label=_("Fields that must be filled in"), widget=forms.CheckboxSelectMultiple
    )
    complete = forms.BooleanField(required=False, label=_("The whole form must be complete"))
    needs = forms.ChoiceField(
        choices=lambda: [("", _("Nothing else")), ("solicitation", _("A partner has been asked"))],
        required=False,
        label=_("Needs"),
    )

    def __init__(self, document: Document, key: str, move: Any = None, data: Any = None) -> None:
        self.key = key
        if isinstance(move, str):
            move = {"status": move}
        self.target = (move or {}).get("status", "")
        initial = {**(move or {"by": "agent"}), "to": self.target}
        super().__init__(data, auto_id=f"move-{self.target or 'new'}-%s", initial=initial)
        status = entry(document, "x-statuses", key)
        known = [each if isinstance(each, str) else each.get("status") for each in status.get("to", [])]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (each["key"], each.get("title") or each["key"])
            for each in document["x-statuses"]
            if each["key"] != key and (each["key"] == self.target or each["key"] not in known)
        ]
        self.fields["requires"].choices = [  # type: ignore[attr-defined]
            (field, schema.get("title") or field)
            for field, schema in document["properties"].items()
            if schema.get("x-type") != "static"
        ]

    @property
    def can_lead_somewhere(self) -> bool:
        return bool(self.fields["to"].choices)  # type: ignore[attr-defined]

    @property
    def target_title(self) -> str:
        return str(dict(self.fields["to"].choices).get(self.target, self.target))  # type: ignore[attr-defined]

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        new = document
        if self.target and values["to"] != self.target:
            new = editing.remove_transition(new, self.key, to=self.target)
        return editing.set_transition(new, self.key, **values)
