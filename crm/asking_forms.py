"""What the desk asks of an agent who asks partners: whom, for what, by when, and when it opens."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dossiers.enums import Kind
from dossiers.models import Document
from formengine.model import Model
from formengine.problems import Problem
from solicitations.models import PartnerPerson
from solicitations.registry import MOST_OFFERED, serves
from solicitations.services.asking import MOST_AT_ONCE, Ask
from solicitations.services.judging import statuses_for

Choices = Sequence[tuple[str, Any]]
DATES = ["%Y-%m-%d", "%d/%m/%Y"]


@dataclass(frozen=True)
class Options:
    """What one may choose from on the page: the same for each row.

    `statuses`: at which some partner's view shows anything. `days`: working days until `due_on`.
    """

    scopes: Sequence[tuple[str, str]]
    statuses: Sequence[tuple[str, str]]
    today: dt.date
    due_on: dt.date
    days: int
    forward: bool
    colleagues: Choices
    people: Sequence[PartnerPerson]


def statuses_of(model: Model) -> list[tuple[str, str]]:
    """Key and title of those at which some partner's view shows anything."""
    views = {scope.view for scope in model.scopes}
    open_at = {key for view in views for key in statuses_for(model, view)}
    return [(each.key, each.title) for each in model.statuses if each.key in open_at]


class AskForm(forms.Form):
    """One thing to be asked, of one or many: people of the registry, a colleague, somebody by address."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Partners of the registry"), required=False)
    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    body = forms.CharField(label=gettext_lazy("Organisation"), max_length=150, required=False)
    remember = forms.BooleanField(label=gettext_lazy("Remember in the registry"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=Kind.choices, initial=Kind.OPINION)
    scope = forms.ChoiceField(label=gettext_lazy("Scope"))
    due_on = forms.DateField(
        label=gettext_lazy("Reply wished by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=DATES,
    )
    instructions = forms.CharField(
        label=gettext_lazy("Instructions"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens_on = forms.DateField(
        label=gettext_lazy("Opens on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=DATES,
    )
    opens_at = forms.MultipleChoiceField(
        label=gettext_lazy("Open only at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    may_forward = forms.BooleanField(
        label=gettext_lazy("The partner may bring in colleagues"), required=False
    )
    sure = forms.BooleanField(label=gettext_lazy("Ask all the same"), required=False)
    again_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        self.known = {str(each.uid): each for each in options.people}
        self.colleagues = dict(options.colleagues)
        self.kept: list[Document] = []
        self.file_errors: list[str] = []
        self.asks_already = False
        self.again_pk: int | None = None
        choices: dict[str, Choices] = {
            "people": [(uid, each.name) for uid, each in self.known.items()],
            "colleague": [("", _("– somebody outside –")), *options.colleagues],
            "scope": [("", _("– choose –")), *options.scopes],
            "opens_at": options.statuses,
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.fields["due_on"].initial = options.due_on
        self.fields["may_forward"].initial = options.forward
        for name in ("due_on", "opens_on"):
            self.fields[name].widget.attrs["min"] = options.today.isoformat()
        days = options.days
        self.fields["due_on"].help_text = ngettext(
            "Proposed: %(days)d working day", "Proposed: %(days)d working days", days
        ) % {"days": days}

    def has_changed(self) -> bool:
        """A row in which nobody is named and nothing chosen is no row."""
        named = ("colleague", "name", "email", "scope", "instructions")
        return bool(self["people"].value() or self.kept) or any(
            str(self[name].value() or "").strip() for name in named
        )

    def clean_due_on(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_on"]
        if due < self.options.today:
            raise forms.ValidationError(_("Choose today or a later day."), code="in_the_past")
        return due

    def clean(self) -> dict[str, Any]:
        """Who is meant: people of the registry, a colleague, or a name with an address."""
        cleaned = super().clean() or self.cleaned_data
        for text in self.file_errors:
            self.add_error(None, text)
        outside = cleaned.get("name") or cleaned.get("email") or {"name", "email"} & set(self.errors)
        if cleaned.get("colleague") or (cleaned.get("people") and not outside) or "people" in self.errors:
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the partner's name, or choose a colleague."))
        if not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the address to which the key is sent."))
        return cleaned

    def asks(self) -> list[Ask]:
        """One for each partner named; the form must be valid."""
        known = self.cleaned_data
        base = Ask(
            kind=known["kind"], scope=known["scope"], due_on=known["due_on"], name="",
            instructions=known["instructions"], opens_on=known["opens_on"],
            opens_at=tuple(known["opens_at"]), may_forward=known["may_forward"], sure=known["sure"],
            enclosures=tuple(each.pk for each in self.kept), again_of=self.again_pk,
        )  # fmt: skip
        chosen = [self.known[uid] for uid in known["people"]]
        found = [replace(base, name=each.name, email=each.email, person_id=each.pk) for each in chosen]
        colleague = known["colleague"]
        if colleague:
            called = str(self.colleagues[colleague]).partition(" – ")[0]
            found.append(replace(base, name=called, user_id=int(colleague)))
        elif known["name"]:
            found.append(
                replace(
                    base, name=known["name"], email=known["email"], body_name=known["body"],
                    remember=known["remember"],
                )
            )  # fmt: skip
        return found

    def add_problem(self, problem: Problem, one: Ask) -> None:
        """What the service would not take of one of the asks, at its field, in words."""
        place, code = (str(problem.path[0]) if problem.path else ""), problem.code
        if code == "asked_already":
            self.asks_already = True
        if code == "a_colleague" and str(problem.params.get("user_id")) in self.colleagues:
            self._choose_colleague(str(problem.params["user_id"]))
            place = "colleague"
        field = {"user_id": "colleague", "files": "instructions", "again_of": "scope"}.get(place, place)
        if one.person_id is not None and field in ("email", "name", "colleague"):
            field = "people"
        self.add_error(field if field in self.fields else None, self._text(code, one))

    def _choose_colleague(self, pk: str) -> None:
        """Propose the colleague whose address was typed: one more press asks them."""
        typed = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        typed[self.add_prefix("colleague")] = pk
        typed[self.add_prefix("name")] = typed[self.add_prefix("email")] = ""
        self.data = typed

    def _text(self, code: str, one: Ask) -> str:
        texts = {
            "is_a_party": _(
                "%(name)s takes part in this dossier as applicant or party, and cannot give an opinion on it."
            ),
            "a_colleague": _(
                "%(email)s is the address of a colleague, who answers at the desk without a key. They are "
                "chosen under “Colleague” now: press “Ask” once more."
            ),
            "twice": _("%(name)s is named twice for the same scope."),
            "asked_already": _(
                "%(name)s still owes a reply to the same request. Tick “Ask all the same” to ask again."
            ),
            "not_served": _("%(name)s is not asked in this scope."),
            "not_offered": _("Somebody you chose can no longer be asked."),
            "after_the_reply": _("It opens after the reply is wished."),
            "still_owed": _("That request is still open: there is nothing to ask again yet."),
            "not_a_status": _("Partners see nothing at one of these statuses."),
            "not_a_document": _("A file could not be found again. Choose it once more."),
        }
        return texts.get(code, _("Check this.")) % {"name": one.name, "email": one.email}

    @property
    def offered(self) -> list[tuple[str, str, str, str, bool]]:
        """Of the registry: id, name, body, the scopes served (empty: all), whether chosen."""
        chosen = set(self["people"].value() or ())
        return [
            (uid, each.name, each.body.name, " ".join(each.body.scopes), uid in chosen)
            for uid, each in self.known.items()
        ]

    @property
    def leaves_some_out(self) -> bool:
        """Whether the registry may hold more than are listed."""
        return len(self.known) >= MOST_OFFERED

    def serving(self) -> Iterable[PartnerPerson]:
        return (each for each in self.known.values() if serves(each, str(self["scope"].value() or "")))


AskForms = forms.formset_factory(AskForm, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE)
TYPED = tuple(AskForm.base_fields)
LISTS = frozenset({"people", "opens_at"})
TICKS = frozenset({"remember", "may_forward", "sure"})


def row_count(posted: Mapping[str, Any]) -> int:
    """How many rows a page says it sent, within bounds."""
    told = str(posted.get("ask-TOTAL_FORMS", ""))
    return min(max(int(told), 1), MOST_AT_ONCE) if told.isascii() and told.isdigit() and len(told) < 4 else 1


def bound_rows(posted: Any, options: Options) -> Any:
    """The rows as sent. What the page says about itself is set right, so that no tampering breaks it."""
    counted = posted.copy()
    counted["ask-TOTAL_FORMS"], counted["ask-INITIAL_FORMS"] = str(row_count(posted)), "0"
    return AskForms(counted, prefix="ask", form_kwargs={"options": options})


def typed_rows(posted: Any, more: Sequence[Mapping[str, Any]], options: Options) -> Any:
    """The rows as typed, unjudged, and some others after them."""
    typed = [_typed(posted, number) for number in range(row_count(posted) if posted else 0)]
    return AskForms(initial=[*typed, *more][:MOST_AT_ONCE], prefix="ask", form_kwargs={"options": options})


def _typed(posted: Any, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in TYPED:
        key = f"ask-{number}-{name}"
        if name in LISTS:
            found[name] = posted.getlist(key)
        elif name in TICKS:
            found[name] = key in posted
        elif key in posted:
            found[name] = posted[key]
    return found


def kept_ids(posted: Any, number: int) -> list[UUID]:
    """Ids of files kept by an earlier try, as sent."""
    found = []
    for text in posted.getlist(f"ask-{number}-kept")[:50]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


class MoveForm(forms.Form):
    """Where the dossier goes with the requests, if it is to go anywhere."""

    move_to = forms.ChoiceField(label=gettext_lazy("Then move the dossier to"), required=False)

    def __init__(self, data: Any, *, choices: Choices, usual: str = "") -> None:
        super().__init__(data, initial={"move_to": usual})
        self.fields["move_to"].choices = choices  # type: ignore[attr-defined]
