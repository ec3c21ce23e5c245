"""What is wrong with a design, as its designer reads it. Codes stand in docs/problems.md."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from formengine.problems import Problem

DOCUMENT_TEXTS: Mapping[str, Promise] = {
    "bad_field_key": _("Use small letters, digits and _ in the key, at most 40, beginning with a letter"),
    "bad_key": _("Use small letters, digits and _ in the key, at most 40, beginning with a letter"),
    "no_type": _("Say of which type this field is"),
    "unknown_type": _("There is no such field type"),
    "nested_too_deep": _("Put at most five groups inside one another"),
    "too_many_fields": _("Keep at most %(most)s fields"),
    "too_many_options": _("Keep at most %(most)s options"),
    "bad_option": _("Give each option a value"),
    "duplicate_key": _("%(key)s is there twice: keep one"),
    "no_status": _("Add a status"),
    "bad_surface": _("Say whether the view belongs to the portal or to the desk"),
    "bad_access": _("Choose hidden, read or edit"),
    "bad_limit": _("Enter a number of days from 1 to 3650"),
    "out_of_range": _("Enter a whole number from 1 to %(most)s"),
    "not_a_choice": _("Choose among what is offered"),
    "bad_mover": _("Say who makes this move: the citizen, an agent or the system"),
    "bad_need": _("Choose what this move needs among what is offered"),
    "no_rule": _("Say what has to be checked"),
    "rule_not_understood": _("This rule is not understood"),
    "rule_unknown_operator": _("Rules do not know “%(operator)s”"),
    "rule_wrong_arguments": _("This part of the rule is not complete"),
    "rule_no_row_here": _("Only a rule over the rows of a group may ask for a part of a row"),
    "rule_too_deep": _("This rule is nested too deep: make several of it"),
    "rule_too_large": _("This rule is too long: make several of it"),
    "not_an_object": _("This part of the document should be an object"),
    "not_a_list": _("This part of the document should be a list"),
    "not_text": _("This part of the document should be text"),
    "too_long": _("This text is too long"),
    "unstorable_text": _("Take out the characters that cannot be stored"),
    "too_deep": _("The document is nested too deep"),
    "too_many_keys": _("The document is too large"),
    "too_many_items": _("The document is too large"),
    "not_finite": _("The document holds a number without end"),
    "number_too_large": _("The document holds a number that is too large"),
    "not_json": _("This is not a JSON document"),
}
TEXTS: Mapping[str, Promise] = {
    "no_title": _("Give it a title"),
    "no_options": _("Add the answers to choose from"),
    "no_children": _("Add fields to this group"),
    "no_message": _("Say what people read when this check fails"),
    "no_verdicts": _("Add the verdicts an opinion may have"),
    "unknown_setting": _("“%(keyword)s” is no setting of this kind of field: remove it or correct its name"),
    "bad_setting": _("This setting cannot be used: correct it or leave it empty"),
    "least_above_most": _("The least is above the most"),
    "pattern_refused": _("This pattern cannot be run safely. Leave out look-arounds and back-references"),
    "format_unknown": _("Choose one of these formats: %(known)s"),
    "kind_unknown": _("Choose among these kinds of file: %(known)s"),
    "cannot_be_masked": _("Mask the fields inside, one by one: a group or a file has no text to mask"),
    "file_inside": _("Take the file out of the group: files need a field of their own"),
    "on_no_page": _("Put this field on a page: as it is, nobody sees it"),
    "on_two_pages": _("Keep this field on one page only"),
    "page_empty": _("Add fields to this page or take it away"),
    "item_unknown": _("There is no field “%(key)s”"),
    "view_unknown": _("There is no view “%(key)s”"),
    "view_missing": _("Add the view “%(key)s”: every model has it"),
    "status_unknown": _("There is no status “%(key)s”"),
    "status_unreachable": _("No transition leads to this status"),
    "status_dead_end": _("A dossier cannot leave this status: add a transition or say that it is final"),
    "kind_of_solicitation_unknown": _("“%(key)s” is none of opinion, complement, both"),
    "reference_bad": _("Write the reference with {seq} or {seq:05d}, and {yyyy} for the year"),
    "condition_cycle": _("This condition in the end asks about its own field"),
    "condition_source_hidden": _(
        "The view “%(view)s” does not show “%(key)s”, which this rule asks about. "
        "Show it there, or say that the view reveals it"
    ),
    "required_never_editable": _(
        "The view “%(view)s” requires an answer here, but cannot edit it at any status"
    ),
    "required_of_nobody": _("An answer is required here, but no view can give it at any status"),
    "check_of_nobody": _("No view sees all that this check is about and can edit any of it"),
    "rule_unknown_field": _("This rule asks for “%(key)s”, which is not there"),
    "rule_unknown_rows": _("This rule asks for rows “%(key)s”, which are not there"),
    "rule_static": _("This rule asks for “%(key)s”, which is only there to be read"),
    "rule_types": _("This rule compares what cannot be compared"),
    "rule_literal": _("“%(literal)s” cannot be an answer to what this rule asks"),
    "rule_not_a_number": _("This rule adds up “%(key)s”, which is no number"),
    "rule_result": _("This rule does not give what the field holds"),
    "rule_asks_today": _("Only checks and defaults may ask for today’s date"),
    "compute_cycle": _("This value in the end is computed from itself"),
    "never_shown": _("No answers can ever meet this condition"),
    "computed_source_hidden": _(
        "The view “%(view)s” does not show “%(key)s”, from which this value is computed. "
        "Show it there, or say that the view reveals it"
    ),
    "default_unfit": _("This default is no answer to the field"),
    "default_asks": _("A default cannot ask for answers: there are none yet"),
    "prefill_unknown": _("There is nothing called “%(key)s” to take this answer from"),
    "rule_option_unknown": _("“%(key)s” has no option “%(option)s”"),
    "rule_not_a_question": _("This rule should be answered by yes or no"),
    "no_file_field": _("“%(key)s” is no field that takes a file"),
    "scope_unknown": _("There is no scope “%(key)s”"),
    "place_unknown": _("The text names “{{%(key)s}}”, for which there is no answer to write"),
    "view_not_on_portal": _("The view “%(key)s” is for the desk. These people look on the portal"),
    "view_of_applicant": _("Give these people a view of their own, not the applicant’s"),
}


def design_text(problem: Problem, language: str) -> str:
    """One fault of a design or a document, in the designer's language."""
    with override(language):
        wording = TEXTS.get(problem.code) or DOCUMENT_TEXTS.get(problem.code) or DOCUMENT_TEXTS["not_json"]
        params = {
            key: ", ".join(map(str, value)) if isinstance(value, list) else value
            for key, value in problem.params.items()
        }
        return str(wording % params) if params else str(wording)
