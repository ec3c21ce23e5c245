"""What the desk asks of an agent who chases partners or takes a request back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.panel import PanelRow
from solicitations.services.chasing import LONGEST_REASON, LONGEST_WORDS

TOO_LONG = _("Shorten your text: %(limit_value)d characters at most.")


class NotifyForm(forms.Form):
    """Who of those who owe is reminded, and a word of the agent's own. All, where no choice was offered."""

    words = forms.CharField(
        label=_("A word of your own (optional)"), max_length=LONGEST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "words-hint"}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    partner = forms.MultipleChoiceField(
        required=False, error_messages={"required": _("Choose at least one partner.")}
    )
    again = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, owing: Sequence[PanelRow], today_too: Sequence[UUID]) -> None:
        """`today_too`: of whom was reminded today already; they are not ticked at first.

        Who has replied meanwhile is let go of.
        """
        if data is not None:
            data = data.copy()
            known = {str(each.asked.uid) for each in owing}
            data.setlist("partner", [each for each in data.getlist("partner") if each in known])
        super().__init__(data)
        partner = self.fields["partner"]
        partner.choices = [(str(each.asked.uid), each.asked.partner_name) for each in owing]  # type: ignore[attr-defined]
        partner.required = bool(data) and "choosing" in data
        ticked = {str(each.asked.uid) for each in owing if each.asked.uid not in today_too}
        self.ticked = set(data.getlist("partner")) if data else ticked

    @property
    def chosen(self) -> list[UUID] | None:
        """Of a valid form; None where nobody was to choose."""
        found = [UUID(each) for each in self.cleaned_data["partner"]]
        return found if self.fields["partner"].required else None

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        anchors = {"words": "id_words", "partner": "partners"}
        return [(anchors.get(name, ""), str(each)) for name, found in self.errors.items() for each in found]


class WithdrawForm(forms.Form):
    """Why a request is taken back, for its partner to read."""

    reason = forms.CharField(
        label=_("Message to the partner (optional)"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "reason-hint"}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        return [("id_reason", str(each)) for each in self.errors.get("reason", ())]
