"""How the designer says in one line who else takes part: partners, representatives, other parties."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossier_models.palette import quoted, view_titles
from formengine.editing import label_of
from formengine.model import INTERNET
from formengine.taking_part import PartnerRules, Reminders

RULES, CAPACITY, PARTY = "partner-rules", "capacity-", "party-"
"""What is selected on the partners tab besides scopes, whose keys hold no hyphen."""


def reminders_text(rule: Reminders | None) -> str:
    """When partners are reminded, in one line."""
    if rule is None:
        return _("never by itself")
    parts = []
    if rule.before_days:
        text = ngettext("%(count)s day before", "%(count)s days before", rule.before_days)
        parts.append(text % {"count": rule.before_days})
    if rule.every_days:
        text = ngettext("every day after", "every %(count)s days after", rule.every_days)
        parts.append(text % {"count": rule.every_days})
    parts.append(_("at most %(count)s") % {"count": rule.most})
    return ", ".join(parts)


def rules_line(rules: PartnerRules) -> str:
    """What matters most of how partners take part."""
    parts = [
        _("a key is bound to its address") if rules.strict else _("a key works for whoever holds it"),
        _("they keep their reply") if rules.keeps == "reply" else _("they keep nothing"),
        _("reminded: %(when)s") % {"when": reminders_text(rules.reminders)},
    ]
    return " · ".join(parts)


def capacity_line(document: Mapping[str, Any], capacity: Mapping[str, Any]) -> str:
    view, mandate = capacity.get("view", ""), capacity.get("mandate", "")
    if not view or view == INTERNET:
        line = _("Goes on as the applicant would")
    else:
        line = looks_through(document, view)
    if not mandate:
        return line
    return f"{line} · " + _("shows %(file)s") % {"file": quoted(label_of(document, mandate))}


def looks_through(document: Mapping[str, Any], view: str) -> str:
    return _("Looks through the view %(view)s") % {"view": quoted(view_titles(document).get(view, view))}
