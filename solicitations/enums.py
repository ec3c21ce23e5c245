"""States of a solicitation, in named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    ASKED = "asked", _("Asked")
    ATTACHED = "attached", _("Attached")
    PARTLY = "partly", _("Partly answered")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OWING = (State.ASKED, State.ATTACHED, State.PARTLY)
"""Those who still owe a reply, or the rest of one."""
REPLIED = (State.PARTLY, State.ANSWERED)
"""Those of whom something has come in."""
UNCOUNTED = (State.WITHDRAWN, State.DECLINED)
"""Those of whom no reply is awaited nor counted."""


class Outcome(models.TextChoices):
    """What became of one dossier of a batch."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Asked")
    REFUSED = "refused", _("Not asked")
