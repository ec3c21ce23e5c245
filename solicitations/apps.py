from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SolicitationsConfig(AppConfig):
    name = "solicitations"
    verbose_name = _("Solicitations")
    default_auto_field = "django.db.models.BigAutoField"
