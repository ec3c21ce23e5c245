"""What is kept of following up: reminders that were sent, and how far an agent has looked at the replies."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import OrganisationRow
from solicitations.models.asked import Solicitation


class Reminder(OrganisationRow):
    """A reminder sent to one partner. `words` are the agent's own; nobody sent it where the rule did."""

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="sent_reminders")
    words = models.TextField(max_length=1000, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("solicitation", "sent_at", "pk")

    def __str__(self) -> str:
        return f"reminder {self.pk} on {self.solicitation_id}"


class RepliesSeen(OrganisationRow):
    """Up to when an agent has seen the replies that came in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("replies seen")
        verbose_name_plural = _("replies seen")
        ordering = ("organisation", "user")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user"], name="replies_seen_once_an_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.until}"
