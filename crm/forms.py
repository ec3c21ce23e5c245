"""What the desk asks of an agent: how to narrow the queue, whom to ask and for what."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.queue import DECLINED, HALF, IN, LATE, QUESTION, WAITING, Catalogue, Search
from crm.searching import SHORTEST, legible
from dossiers.enums import Kind
from dossiers.words import words_of
from formengine.model import Model
from solicitations.services.asking import MOST_AT_ONCE, Ask

DEFAULT_DAYS = 14
LONGEST_TEXT = 100
Choices = Sequence[tuple[str, Any]]


class QueueFilter(forms.Form):
    """Works as a plain GET form: its state is the address."""

    q = forms.CharField(label=_("Search"), max_length=LONGEST_TEXT, required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    model = forms.ChoiceField(label=_("Form"), required=False)
    replies = forms.ChoiceField(
        label=_("Partners"),
        required=False,
        choices=[
            ("", pgettext_lazy("partners", "All")),
            (WAITING, _("Waiting for replies")),
            (LATE, _("Replies overdue")),
            (HALF, _("Half a reply in")),
            (QUESTION, _("Question to answer")),
            (DECLINED, _("Declined, nobody else asked")),
            (IN, _("All replies in")),
        ],
    )
    overdue = forms.BooleanField(label=_("Past the time limit"), required=False)

    def __init__(self, data: Any, *, catalogue: Catalogue) -> None:
        super().__init__(data, use_required_attribute=False, label_suffix="")
        self.fields["status"].choices = [("", pgettext_lazy("status", "All")), *catalogue.statuses]  # type: ignore[attr-defined]
        self.fields["model"].choices = [("", pgettext_lazy("form", "All")), *catalogue.models]  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs["placeholder"] = _("Reference, applicant, title…")

    def clean_q(self) -> str:
        text = legible(self.cleaned_data["q"])
        if text and sum(map(len, words_of(text))) < SHORTEST:
            raise forms.ValidationError(_("Type at least two letters or digits."))
        return text

    @property
    def search(self) -> Search:
        """What was understood; what is none of the choices narrows nothing and is said at its field."""
        self.is_valid()
        known = self.cleaned_data
        return Search(
            known.get("q", ""),
            known.get("status", ""),
            known.get("model", ""),
            known.get("replies", ""),
            known.get("overdue", False),
        )


class AskForm(forms.Form):
    """One partner to be asked: a colleague, or somebody outside by name and address."""

    colleague = forms.ChoiceField(label=_("Colleague"), required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    kind = forms.ChoiceField(label=_("What for"), choices=Kind.choices, initial=Kind.OPINION)
    scope = forms.ChoiceField(label=_("Scope"))
    due_on = forms.DateField(
        label=_("Reply wished by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    instructions = forms.CharField(
        label=_("Instructions"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, colleagues: Choices, model: Model, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.colleagues = dict(colleagues)
        self.fields["colleague"].choices = [("", _("– somebody outside –")), *colleagues]  # type: ignore[attr-defined]
        scopes = [(each.key, each.title) for each in model.scopes]
        self.fields["scope"].choices = [("", _("– choose –")), *scopes]  # type: ignore[attr-defined]
        self.fields["due_on"].initial = today + dt.timedelta(days=DEFAULT_DAYS)
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()
        self.fields["due_on"].input_formats = ["%Y-%m-%d", "%d/%m/%Y"]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """A row in which nobody is named and nothing chosen is no row."""
        return any(
            str(self[name].value() or "").strip()
            for name in ("colleague", "name", "email", "scope", "instructions")
        )

    def clean_due_on(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_on"]
        if due < self.today:
            raise forms.ValidationError(_("Choose today or a later day."), code="in_the_past")
        return due

    def clean(self) -> dict[str, Any]:
        """Who is meant: a colleague chosen from the list, or a name with an address."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("colleague"):
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error(
                "name",
                forms.ValidationError(_("Enter the partner's name, or choose a colleague."), code="required"),
            )
        if not cleaned.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                forms.ValidationError(_("Enter the address to which the key is sent."), code="required"),
            )
        return cleaned

    def ask(self) -> Ask:
        """What the service is asked for; the form must be valid."""
        known = self.cleaned_data
        colleague = known.get("colleague")
        return Ask(
            kind=known["kind"],
            scope=known["scope"],
            due_on=known["due_on"],
            name=str(self.colleagues[colleague]).partition(" – ")[0] if colleague else known["name"],
            email="" if colleague else known["email"],
            user_id=int(colleague) if colleague else None,
            instructions=known["instructions"],
        )


AskForms = forms.formset_factory(AskForm, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE)
TYPED = tuple(AskForm.base_fields)


def row_count(posted: Mapping[str, Any]) -> int:
    """How many rows a page says it sent, within bounds."""
    told = str(posted.get("ask-TOTAL_FORMS", ""))
    return min(max(int(told), 1), MOST_AT_ONCE) if told.isascii() and told.isdigit() and len(told) < 4 else 1


def bound_rows(posted: Mapping[str, Any], **options: Any) -> Any:
    """The rows as sent. What the page says about itself is set right, so that no tampering breaks it."""
    counted = dict(posted.items()) | {"ask-TOTAL_FORMS": str(row_count(posted)), "ask-INITIAL_FORMS": "0"}
    return AskForms(counted, prefix="ask", form_kwargs=options)


def typed_rows(posted: Mapping[str, Any], more: int, **options: Any) -> Any:
    """The rows as typed, unjudged, and some empty ones after them."""
    typed = [
        {name: posted[f"ask-{number}-{name}"] for name in TYPED if f"ask-{number}-{name}" in posted}
        for number in range(row_count(posted) if posted else 0)
    ]
    return AskForms(
        initial=[*typed, *({} for _ in range(more))][:MOST_AT_ONCE], prefix="ask", form_kwargs=options
    )


class MoveForm(forms.Form):
    """Where the dossier goes with the requests, if it is to go anywhere."""

    move_to = forms.ChoiceField(label=_("Then move the dossier to"), required=False)

    def __init__(self, data: Any, *, choices: Choices, usual: str = "") -> None:
        super().__init__(data, initial={"move_to": usual})
        self.fields["move_to"].choices = choices  # type: ignore[attr-defined]
