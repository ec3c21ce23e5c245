"""How a wished date and a state are said to a partner."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_DAYS = 30


def due_text(due_on: dt.date, today: dt.date) -> str:
    """How far off the wished date is; empty where it is far away."""
    days = (due_on - today).days
    if days < 0:
        return _("overdue since %(date)s") % {"date": formats.date_format(due_on, "DATE_FORMAT")}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days <= SOON_DAYS:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ""
