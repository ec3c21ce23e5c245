"""What the drawing board says when a gesture is refused: why, and who still needs the field."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossier_models.palette import quoted
from formengine.editing import Refused, Use

REFUSALS: Mapping[str, str | Promise] = {
    "label_missing": gettext_lazy("Give it a name."),
    "too_long": gettext_lazy("This text is too long: at most %(most)s characters."),
    "unstorable_text": gettext_lazy("This text holds a character that cannot be stored."),
    "bad_key": gettext_lazy("A key begins with a small letter and holds a–z, 0–9 and _ only, 40 at most."),
    "key_taken": gettext_lazy("The key “%(key)s” is already used in this model."),
    "no_such_field": gettext_lazy("This field is no more. Somebody may have removed it."),
    "no_such_page": gettext_lazy("This page is no more. Somebody may have removed it."),
    "no_such_status": gettext_lazy("This status is no more. Somebody may have removed it."),
    "no_such_scope": gettext_lazy("This scope is no more. Somebody may have removed it."),
    "no_such_capacity": gettext_lazy("This capacity is no more. Somebody may have removed it."),
    "no_such_party": gettext_lazy("This party is no more. Somebody may have removed it."),
    "no_such_paper": gettext_lazy("This document is no more. Somebody may have removed it."),
    "no_such_view": gettext_lazy("There is no such view here."),
    "no_such_kind": gettext_lazy("There is no such kind of request."),
    "no_such_setting": gettext_lazy("This type of field has no such setting."),
    "no_options_here": gettext_lazy("Only choices have options."),
    "not_a_group": gettext_lazy("Only groups and repeatable rows can hold fields."),
    "not_in_a_group": gettext_lazy("A field inside a group follows its group here."),
    "file_inside": gettext_lazy("A file cannot be inside a group. Give it a place of its own on a page."),
    "nested_too_deep": gettext_lazy(
        "Groups stand at most %(most)s deep inside one another. Choose a place further out."
    ),
    "into_itself": gettext_lazy("A group cannot be moved into itself."),
    "cannot_be_masked": gettext_lazy(
        "This type of field has no text of which a few characters could be shown."
    ),
    "unknown_type": gettext_lazy("Choose a type from the list."),
    "bad_who": gettext_lazy("Choose who fills it in from the list."),
    "bad_access": gettext_lazy("Choose hidden, read, edit or required."),
    "bad_option": gettext_lazy(
        "This line is not an option: “%(line)s”. Write “value | label”, or the label alone."
    ),
    "bad_bounds": gettext_lazy(
        "Write four numbers of degrees, from south to north and from west to east: 46.8 -2.6 47.9 -0.9."
    ),
    "bad_constant": gettext_lazy("After “=” write a whole number, true or false, such as =5."),
    "option_twice": gettext_lazy("The option “%(value)s” is there twice."),
    "too_many_options": gettext_lazy("At most %(most)s options."),
    "too_many_fields": gettext_lazy("A model has at most %(most)s fields."),
    "too_many_pages": gettext_lazy("A model has at most %(most)s pages."),
    "too_many_statuses": gettext_lazy("A model has at most %(most)s statuses."),
    "too_many_scopes": gettext_lazy("A model has at most %(most)s scopes."),
    "too_many_verdicts": gettext_lazy("A scope has at most %(most)s verdicts."),
    "too_many_kinds": gettext_lazy("A model has at most %(most)s of these."),
    "too_many_papers": gettext_lazy("A model has at most %(most)s documents."),
    "too_many_views": gettext_lazy("A model has at most %(most)s views."),
    "basic_view": gettext_lazy("Every model keeps this view."),
    "view_of_applicant": gettext_lazy("Other parties have a view of their own, not the applicant’s."),
    "not_a_file": gettext_lazy("The proof is given in a field for files. Choose one from the list."),
    "out_of_range": gettext_lazy("Choose a whole number from 1 to %(most)s."),
    "not_a_choice": gettext_lazy("Choose one of what is offered."),
    "last_page": gettext_lazy("A model keeps at least one page."),
    "last_status": gettext_lazy("A model keeps at least one status."),
    "same_status": gettext_lazy("A move leads to another status."),
    "cannot_be_required": gettext_lazy("A move can only require whole fields that can be filled in."),
    "bad_limit": gettext_lazy("A time limit is a number of days from 1 to 3650."),
    "bad_outcome": gettext_lazy("Choose one of the kinds of decision."),
    "bad_mover": gettext_lazy("Choose who may make the move from the list."),
    "bad_need": gettext_lazy("Choose what the move needs from the list."),
    "bad_operator": gettext_lazy("This cannot be asked of this field. Choose again."),
    "condition_without_value": gettext_lazy("Say which value the condition compares with."),
    "condition_in_a_circle": gettext_lazy(
        "“%(label)s” would depend on itself, through the conditions of other fields."
    ),
    "asks_about_rows": gettext_lazy("A condition cannot ask about one row among several."),
    "not_a_number": gettext_lazy("“%(value)s” is not a number."),
    "not_a_date": gettext_lazy("“%(value)s” is not a date. Write it as 2026-03-31."),
    "bad_reference": gettext_lazy(
        "A reference is made of letters, digits, - _ . / and holds {seq:05d}, and {yyyy} if you like, "
        "such as SUB-{yyyy}-{seq:05d}."
    ),
    "document_too_large": gettext_lazy("The model would become too large."),
    "unknown_gesture": gettext_lazy("This request was not understood. Nothing has been changed."),
}
PLACES: Mapping[str, str | Promise] = {
    "field": gettext_lazy("the condition of “%(title)s”"),
    "page": gettext_lazy("the condition of the page “%(title)s”"),
    "check": gettext_lazy("the check “%(title)s”"),
    "transition": gettext_lazy("the move “%(title)s”"),
    "capacity": gettext_lazy("the proof of “%(title)s”"),
    "paper": gettext_lazy("the text of the document “%(title)s”"),
}


def refusal_text(refused: Refused) -> str:
    """Why a gesture is not possible and what to do, in the reader's language."""
    match refused.code:
        case "field_in_use":
            users = ", ".join(use_text(use) for use in refused.params["uses"])
            return _(
                "“%(label)s” is still needed by %(users)s. Change that first, then remove the field."
            ) % {
                "label": refused.params["label"],
                "users": users,
            }
        case "rules_cannot_follow":
            users = ", ".join(use_text(use) for use in refused.params["uses"])
            return _("“%(label)s” cannot go there: %(users)s could no longer ask about it.") % {
                "label": refused.params["label"],
                "users": users,
            }
        case "view_in_use":
            users = ", ".join(quoted(use.title) for use in refused.params["uses"])
            return _("“%(label)s” is still looked through: %(users)s. Give them another view first.") % {
                "label": refused.params["label"],
                "users": users,
            }
        case "page_not_empty":
            return _("This page still has fields (%(count)s). Move or remove them first.") % refused.params
    text = REFUSALS.get(refused.code)
    return (
        str(text) % refused.params
        if text
        else _("This change is not possible (%(code)s).") % {"code": refused.code}
    )


def use_text(use: Use) -> str:
    return str(PLACES[use.place]) % {"title": use.title}
