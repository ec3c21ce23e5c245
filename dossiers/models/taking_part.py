"""Who takes part in a dossier, who is invited to, and wrong keys tried."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers import enums
from dossiers.models.base import OrganisationRow
from dossiers.models.dossier import Dossier
from dossiers.querysets import InvitationQuerySet, ParticipationQuerySet
from formengine.access import Access, Cap
from formengine.model import Model


class Participation(OrganisationRow):
    """Gives a person a view of one dossier. No participation, no sight.

    `kind` and `scope` are those of the solicitation it comes from, if any: they cap the view. `cap` lowers it
    further (declined: read; over: hidden; withdrawn: it is ended). Before `opens_on`, and at other statuses
    than those of `opens_at`, where there are any, the dossier is not there at all. `seen_at` is when it was
    first opened. `capacity` is what the model calls a representative or a second party: a key of
    `x-on-behalf` or of `x-parties`.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(max_length=20, choices=enums.Role.choices)
    view = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=enums.Kind.choices, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=40, blank=True)
    cap = models.CharField(max_length=10, default=Access.EDIT.word)
    opens_on = models.DateField(null=True, blank=True)
    opens_at = models.JSONField(default=list, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("dossier", "pk")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "user", "ended_at"], name="participation_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of {self.dossier_id}"

    def is_open(self, status: str, today: dt.date) -> bool:
        """Whether its day has come and it is for this status: then all else decides what is seen."""
        begun = self.opens_on is None or self.opens_on <= today
        return begun and (not self.opens_at or status in self.opens_at)

    def limit(self, model: Model) -> Cap:
        """All that this participation takes away from its view."""
        cap = Cap(Access.from_word(self.cap))
        return cap & model.cap_for(self.kind, self.scope) if self.kind else cap


class Invitation(OrganisationRow):
    """The offer of a participation, and its secret key as a keyed hash (SECURITY.md §4). Bound once.

    `warned_at` and `expired_at`: when its end was announced, and when it was marked as past it, unused.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=enums.Role.choices)
    view = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=enums.Kind.choices, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    key_digest = models.BinaryField(max_length=32, unique=True)
    pepper_version = models.PositiveSmallIntegerField()
    hint = models.CharField(max_length=4)
    opens_on = models.DateField(null=True, blank=True)
    opens_at = models.JSONField(default=list, blank=True)
    intended_email = models.EmailField()
    strict = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    bound_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    bound_at = models.DateTimeField(null=True, blank=True)
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(bound_to=None, bound_at=None)
                | models.Q(bound_to__isnull=False, bound_at__isnull=False),
                name="bound_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hint}-…"


class KeyAttempt(OrganisationRow):
    """A well-formed key that was not known, tried by somebody; a wrong code typed, or a code sent for.

    Counted in the database, for all processes, each kind for itself.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=enums.Try.choices, default=enums.Try.KEY)
    network = models.CharField(max_length=45)
    hint = models.CharField(max_length=4)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("key attempt")
        verbose_name_plural = _("key attempts")
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="attempt_of_user"),
            models.Index(fields=["network", "-at"], name="attempt_from_network"),
        ]

    def __str__(self) -> str:
        return f"{self.hint}-…"
