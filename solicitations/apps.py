from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SolicitationsConfig(AppConfig):
    name = "solicitations"
    verbose_name = _("Solicitations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from solicitations import document_letters  # noqa: F401 - it registers its letter
        from solicitations import agent_letters, key_letters, letters, place_letters  # noqa: F401 - registering
        from solicitations.services import delivering, ending, expiring, following, reminding  # noqa: F401
