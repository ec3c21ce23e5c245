"""How an agent narrows the queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.queue import DECLINED, HALF, IN, LATE, QUESTION, WAITING, Catalogue, Search
from crm.searching import SHORTEST, legible
from dossiers.words import words_of

LONGEST_TEXT = 100


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
