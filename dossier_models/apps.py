from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossierModelsConfig(AppConfig):
    name = "dossier_models"
    verbose_name = _("Dossier models")
    default_auto_field = "django.db.models.BigAutoField"
