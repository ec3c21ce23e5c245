"""Fill in what stands beside dossiers about the replies to what was asked before."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

OWING = ("asked", "attached", "partly")
UNCOUNTED = ("withdrawn", "declined")
MARKS = ("late_at", "all_in", "half_in", "declined", "questioned")
AT_ONCE = 500


def fill_in(apps, schema_editor):
    """A few dossiers at a time, in three queries for each of these lots."""
    dossiers = apps.get_model("dossiers", "Dossier").objects
    solicitations = apps.get_model("solicitations", "Solicitation").objects
    with_requests = solicitations.order_by("dossier_id").values_list("dossier_id", flat=True).distinct()
    everywhere = list(with_requests)
    for start in range(0, len(everywhere), AT_ONCE):
        pks = everywhere[start : start + AT_ONCE]
        lot = list(dossiers.filter(pk__in=pks).only("pk", "asked", "answered", *MARKS))
        asked = list(solicitations.filter(dossier_id__in=pks).order_by("asked_at", "pk"))
        unanswered = _unanswered(apps, [each.pk for each in asked if each.state not in UNCOUNTED])
        replied = _replied(apps, [each.pk for each in asked])
        for each in asked:
            times = [time for time in (each.complement_at, replied.get(each.pk)) if time]
            each.replied_at = max(times, default=None)
        solicitations.bulk_update([each for each in asked if each.replied_at], ["replied_at"])
        for dossier in lot:
            _mark(dossier, [each for each in asked if each.dossier_id == dossier.pk], unanswered)
        dossiers.bulk_update(lot, MARKS)


def _mark(dossier, asked, unanswered):
    dates = [each.due_on for each in asked if each.state in OWING]
    day_after = min(dates) + dt.timedelta(days=1) if dates else None
    dossier.late_at = timezone.make_aware(dt.datetime.combine(day_after, dt.time.min)) if day_after else None
    dossier.all_in = dossier.asked > 0 and dossier.asked == dossier.answered
    dossier.half_in = any(each.state == "partly" for each in asked)
    dossier.declined = any(
        each.state == "declined"
        and not any(
            later.scope == each.scope and later.state not in UNCOUNTED for later in asked[number + 1 :]
        )
        for number, each in enumerate(asked)
    )
    dossier.questioned = any(each.pk in unanswered for each in asked)


def _unanswered(apps, pks):
    """Solicitations whose partner had the last word."""
    messages = apps.get_model("solicitations", "Message").objects.filter(solicitation_id__in=pks)
    last = dict(messages.order_by("written_at", "pk").values_list("solicitation", "from_partner"))
    return {pk for pk, from_partner in last.items() if from_partner}


def _replied(apps, pks):
    opinions = apps.get_model("solicitations", "Opinion").objects.filter(solicitation_id__in=pks)
    return dict(opinions.order_by("number").values_list("solicitation", "given_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0015_following_replies"),
        ("solicitations", "0005_following_replies"),
    ]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
