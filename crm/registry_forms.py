"""What the desk asks of who keeps the registry of partners."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formengine.problems import Problem
from solicitations.models import PartnerBody, PartnerPerson
from solicitations.services.registering import BodyEntry, PersonEntry

Choices = Sequence[tuple[str, str]]
TEXTS: dict[tuple[str, str], str | Promise] = {
    ("name", "required"): gettext_lazy("Enter a name."),
    ("name", "known_already"): gettext_lazy("Another partner has this name already."),
    ("email", "required"): gettext_lazy("Enter an e-mail address."),
    ("email", "not_an_email"): gettext_lazy("Enter a whole e-mail address, such as name@example.org."),
    ("email", "known_already"): gettext_lazy("Somebody in the registry has this address already."),
    ("email", "a_colleague"): gettext_lazy(
        "This is the address of a colleague. Add them to a partner that is internal instead."
    ),
    ("colleague", "required"): gettext_lazy("Choose a colleague."),
    ("colleague", "known_already"): gettext_lazy("This colleague is in the registry already."),
    ("internal", "has_people"): gettext_lazy(
        "Its people are entered already: remove them first, or add another partner."
    ),
}
FIELDS = {"user_id": "colleague"}


class SearchForm(forms.Form):
    """Works as a plain GET form: its state is the address."""

    q = forms.CharField(label=gettext_lazy("Search"), max_length=100, required=False)
    all = forms.BooleanField(label=gettext_lazy("Also those no longer asked"), required=False)


class RegistryForm(forms.Form):
    """Errors with the id of what they are about, and room for what the service refuses."""

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        return [
            (f"id_{name}" if name in self.fields else "", str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            last = str(problem.path[-1]) if problem.path else ""
            place = FIELDS.get(last, last)
            if problem.path[:1] == ("people",) and place == "name":
                place = "person"
            text = TEXTS.get(("name" if place == "person" else place, problem.code), _("Check this."))
            self.add_error(place if place in self.fields else None, str(text))


class BodyForm(RegistryForm):
    """A body; as a new one with its first person, if there is one to enter."""

    name = forms.CharField(
        label=gettext_lazy("Name of the partner"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter a name.")},
    )
    internal = forms.BooleanField(label=gettext_lazy("Internal: its people are colleagues"), required=False)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes served"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, scopes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["scopes"]).choices = scopes

    @classmethod
    def of(cls, body: PartnerBody, scopes: Choices) -> "BodyForm":
        """As the registry has it. Scopes that no form has any more are left out."""
        shown = {"name": body.name, "internal": body.internal, "scopes": body.scopes, "note": body.note}
        return cls(initial=shown, scopes=scopes)

    def entry(self) -> BodyEntry:
        """Of a valid form."""
        known = self.cleaned_data
        return BodyEntry(known["name"], known["internal"], tuple(known["scopes"]), known["note"])


class NewBodyForm(BodyForm):
    person = forms.CharField(label=gettext_lazy("Name of the person"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"), required=False)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", _("– nobody –")), *colleagues]  # type: ignore[attr-defined]

    def people(self) -> list[PersonEntry]:
        """Of a valid form: the one entered, if any; of an internal body the colleague chosen."""
        known = self.cleaned_data
        if known["internal"]:
            return [PersonEntry(user_id=int(known["colleague"]))] if known["colleague"] else []
        if not known["person"] and not known["email"]:
            return []
        return [PersonEntry(known["person"], known["email"])]


class PersonForm(RegistryForm):
    """Somebody outside, by name and address."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter a name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={"required": gettext_lazy("Enter an e-mail address.")},
    )

    def entry(self) -> PersonEntry:
        return PersonEntry(self.cleaned_data["name"], self.cleaned_data["email"])


class ColleagueForm(RegistryForm):
    """Somebody of the organisation itself."""

    colleague = forms.ChoiceField(
        label=gettext_lazy("Colleague"),
        error_messages={"required": gettext_lazy("Choose a colleague.")},
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", _("– choose –")), *colleagues]  # type: ignore[attr-defined]

    def entry(self) -> PersonEntry:
        return PersonEntry(user_id=int(self.cleaned_data["colleague"]))


def person_form(
    body: PartnerBody, colleagues: Choices, posted: Any, person: PartnerPerson | None = None
) -> PersonForm | ColleagueForm:
    """The one that suits the body, as sent, or with what the registry has."""
    if body.internal:
        shown = {"colleague": str(person.user_id)} if person else None
        return ColleagueForm(posted, initial=shown, colleagues=colleagues)
    return PersonForm(posted, initial={"name": person.name, "email": person.email} if person else None)
