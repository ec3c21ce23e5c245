"""Titles that a new model comes with, in the language of whoever creates it."""

from django.utils.translation import gettext as _

from formengine.editing import Wording


def first_wording() -> Wording:
    return Wording(
        internet=_("Applicant"),
        crm=_("Agent"),
        partner=_("Partner"),
        page=_("Your application"),
        draft=_("Being filled in"),
        submitted=_("Submitted"),
        decided=_("Decided"),
        submit=_("Submit"),
        decide=_("Decide"),
    )
