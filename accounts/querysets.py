"""Finding organisations and memberships."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Organisation, User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def for_host(self, host: str) -> "Organisation | None":
        """The organisation whose portal answers at this host, else the one without a host name. One query."""
        name = host.partition(":")[0].lower()
        found = self.filter(models.Q(hostname=name) | models.Q(hostname=None))
        return found.order_by(models.F("hostname").asc(nulls_last=True), "pk").first()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def agents_of(self, organisation_id: int) -> "MembershipQuerySet":
        return self.filter(organisation_id=organisation_id, role="agent", user__is_active=True)


def working_for(users: "models.QuerySet[User]", organisation_id: int) -> "models.QuerySet[User]":
    """Those who have any role in the organisation."""
    return users.filter(is_active=True, memberships__organisation_id=organisation_id).distinct()
