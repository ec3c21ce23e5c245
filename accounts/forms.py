"""Registration: the little we ask, and what we note without asking."""

from allauth.account import forms as allauth_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class LoginForm(allauth_forms.LoginForm):
    """allauth's, without its link to a forgotten password inside the label: the page has one of its own."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SignupForm(allauth_forms.SignupForm):
    """allauth's, with a name. Mails are then written in the language the person registered in."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    field_order = ("first_name", "last_name", "email", "password1")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a code to this address to make sure that it is yours.")
        self.fields["password1"].help_text = _("At least 10 characters. Three or four words make a good one.")

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.language = get_language() or ""
        user.save(update_fields=["language"])
