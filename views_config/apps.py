from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViewsConfigConfig(AppConfig):
    name = "views_config"
    verbose_name = _("Views")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dossier_models.tabs import register_tab

        register_tab("views", _("Views"), "views_config:matrix", icon="grid", order=20)
        register_tab("publish", _("Publish"), "views_config:publish", icon="upload", order=80)
        register_tab("versions", _("Versions"), "views_config:versions", icon="history", order=90)
