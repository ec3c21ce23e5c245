from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViewsConfigConfig(AppConfig):
    name = "views_config"
    verbose_name = _("Views")
    default_auto_field = "django.db.models.BigAutoField"
