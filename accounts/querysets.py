"""Finding organisations and memberships."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Organisation


class OrganisationQuerySet(models.QuerySet[Any]):
    def for_host(self, host: str) -> "Organisation | None":
        """The organisation whose portal answers at this host, else the one without a host name. One query."""
        name = host.partition(":")[0].lower()
        found = self.filter(models.Q(hostname=name) | models.Q(hostname=None))
        return min(found.order_by(), key=lambda each: (each.hostname is None, each.pk), default=None)


class MembershipQuerySet(models.QuerySet[Any]):
    def agents_of(self, organisation_id: int) -> "MembershipQuerySet":
        return self.filter(organisation_id=organisation_id, role="agent", user__is_active=True)
