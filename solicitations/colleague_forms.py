"""A colleague to be added to a request, and another address for a key: at the desk and on the portal."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from formengine.problems import Problem
from solicitations.services.colleagues import LONGEST_NAME, NewColleague

ADDRESS_WRONG = _("This is no e-mail address. It looks like name@example.org.")
TEXTS = {
    ("name", "required"): _("Enter the name."),
    ("email", "required"): _("Enter the address to which the key is sent."),
    ("email", "not_an_email"): ADDRESS_WRONG,
    ("email", "asked_already"): _("Somebody with this address takes part already."),
    ("user_id", "required"): _("Choose a colleague."),
    ("user_id", "asked_already"): _("This colleague takes part already."),
    ("", "too_many_colleagues"): _("%(most)s colleagues at most can take part in one request."),
}


class PlaceForm(forms.Form):
    """What the forms of this file share: problems of the service as texts at their fields."""

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            place = str(problem.path[0]) if problem.path else ""
            text = str(TEXTS.get((place, problem.code), _("Please check this."))) % dict(problem.params)
            self.add_error(place if place in self.fields else None, text)

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        return [
            (f"id_{name}" if name in self.fields else "main-content", str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]


class ColleagueForm(PlaceForm):
    """Somebody outside, by name and address."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": TEXTS["name", "required"]}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": TEXTS["email", "required"], "invalid": ADDRESS_WRONG},
    )

    @property
    def as_colleague(self) -> NewColleague:
        """Of a valid form."""
        return NewColleague(self.cleaned_data["name"], self.cleaned_data["email"])


class MemberForm(PlaceForm):
    """Somebody who works here, chosen from a list of (account, name)."""

    user_id = forms.ChoiceField(
        label=_("Colleague"),
        error_messages={
            "required": TEXTS["user_id", "required"],
            "invalid_choice": TEXTS["user_id", "required"],
        },
    )

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["user_id"]).choices = [("", _("– choose –")), *members]

    @property
    def as_colleague(self) -> NewColleague:
        """Of a valid form."""
        return NewColleague(user_id=int(self.cleaned_data["user_id"]))


class SendAgainForm(PlaceForm):
    """The address a new key goes to, where none is given the present one; whether colleagues lose theirs."""

    email = forms.EmailField(
        label=_("The new key goes to"), required=False, error_messages={"invalid": ADDRESS_WRONG}
    )
    with_colleagues = forms.BooleanField(label=_("End the access of the colleagues too"), required=False)
