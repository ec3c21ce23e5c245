"""What every run-time table has in common."""

from django.db import models

from accounts.models import Organisation


class OrganisationRow(models.Model):
    """What belongs to an organisation, which leads every table so that it can be sharded by it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
