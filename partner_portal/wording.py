"""How a wished date and a state are said to a partner."""

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_DAYS = 30


def moment_text(moment: dt.datetime, now: dt.datetime) -> str:
    """The time of day, with its day where that is another one."""
    there, here = timezone.localtime(moment), timezone.localtime(now)
    time = formats.time_format(there)
    if there.date() == here.date():
        return time
    return _("%(time)s on %(date)s") % {"time": time, "date": formats.date_format(there, "DATE_FORMAT")}


def due_text(due_on: dt.date, today: dt.date) -> str:
    """How far off the wished date is; empty where it is far away."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("overdue for %(days)s day", "overdue for %(days)s days", -days) % {"days": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days <= SOON_DAYS:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ""
