"""The forms that the engine does not make."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.services import ForAnother
from dossiers.services.standing_in import LONGEST_NAME
from formengine.model import Model
from formengine.problems import Problem

TEXTS = {
    ("capacity", "required"): _("Choose in what capacity you file it."),
    ("name", "required"): _("Enter the name of the person you file it for."),
    ("name", "too_long"): _("Shorten the name: 200 characters at most."),
    ("name", "bad_character"): _("The name holds a character that cannot be read. Type it anew."),
    ("email", "not_an_email"): _("Enter a whole e-mail address, such as name@example.org, or none."),
    ("email", "own_address"): _(
        "This is your own address. Enter the other person's, or leave it empty where they have none."
    ),
}


class CheckForm(forms.Form):
    """The last step: no question, one button for each thing the applicant may do with the dossier."""

    to = forms.CharField(max_length=40, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("prefix", None)
        super().__init__(*args, **kwargs)


class ForAnotherForm(forms.Form):
    """For whom a dossier is opened. `design` says in which capacities one may file for somebody else."""

    capacity = forms.ChoiceField(
        label=_("You file it as"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), TEXTS["capacity", "required"]),
    )
    name = forms.CharField(
        label=_("Name of the person you file it for"),
        max_length=LONGEST_NAME,
        error_messages={"required": TEXTS["name", "required"], "max_length": TEXTS["name", "too_long"]},
    )
    email = forms.EmailField(
        label=_("Their e-mail address (optional)"),
        required=False,
        error_messages={"invalid": TEXTS["email", "not_an_email"]},
    )

    def __init__(self, *args: Any, design: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, each.title) for each in design.capacities]
        cast("forms.ChoiceField", self.fields["capacity"]).choices = choices

    @property
    def wanted(self) -> ForAnother:
        """What was sent; only of a valid form."""
        sent = self.cleaned_data
        return ForAnother(sent["capacity"], sent["name"], sent["email"])

    def add_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what the service would not accept, at its field."""
        for problem in problems:
            place = str(problem.path[0])
            self.add_error(place, str(TEXTS[place, problem.code]))

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """Each error with the id of what it is about."""
        places = {"capacity": "id_capacity_0"}
        return [
            (places.get(name, f"id_{name}"), str(message))
            for name, found in self.errors.items()
            for message in found
        ]
