"""What the desk asks of who invites another party, or gives a beneficiary's address."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.registry_forms import TEXTS as KNOWN
from crm.registry_forms import RegistryForm
from dossiers.services import PartyAsk
from formengine.model import Model
from formengine.problems import Problem

TEXTS: Mapping[tuple[str, str], Any] = {
    ("name", "required"): KNOWN["name", "required"],
    ("name", "too_long"): gettext_lazy("Shorten the name: 150 characters at most."),
    ("name", "bad_character"): gettext_lazy("The name holds a character that cannot be read. Type it anew."),
    ("email", "required"): KNOWN["email", "required"],
    ("email", "not_an_email"): KNOWN["email", "not_an_email"],
    ("email", "own_address"): gettext_lazy(
        "This is the address of who filed the dossier: it would open it to them as its applicant."
    ),
    ("kind", "required"): gettext_lazy("Choose as what they are invited."),
}


class _Sent(RegistryForm):
    def add_problems(self, problems: Any) -> None:
        for problem in cast("tuple[Problem, ...]", tuple(problems)):
            place = str(problem.path[0]) if problem.path else ""
            text = str(TEXTS.get((place, problem.code), _("Check this.")))
            self.add_error(place if place in self.fields else None, text)


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={
            "required": TEXTS["email", "required"],
            "invalid": TEXTS["email", "not_an_email"],
        },
    )


class PartyForm(_Sent):
    """Whom to invite. What they will see is said beside it, by the view of each kind."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Invited as"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), TEXTS["kind", "required"]),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the party"),
        max_length=150,
        error_messages={"required": TEXTS["name", "required"], "max_length": TEXTS["name", "too_long"]},
    )
    email = _email()
    strict = forms.BooleanField(
        label=gettext_lazy("Only an account with this address may use the key"),
        required=False,
        help_text=gettext_lazy("Leave it unticked where a representative is to attach the dossier."),
    )

    def __init__(self, *args: Any, design: Model, **kwargs: Any) -> None:
        kwargs["initial"] = {"strict": design.partners.strict} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        kinds = [(each.key, each.title) for each in design.parties]
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds

    @property
    def wanted(self) -> PartyAsk:
        """Of a valid form."""
        sent = self.cleaned_data
        return PartyAsk(sent["kind"], sent["name"], sent["email"], sent["strict"])


class AddressForm(_Sent):
    """Where the person for whom a dossier was filed gets mail."""

    email = _email()
