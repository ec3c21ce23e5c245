from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SolicitationsConfig(AppConfig):
    name = "solicitations"
    verbose_name = _("Solicitations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from solicitations import agent_letters, document_letters, key_letters, letters  # noqa: F401
        from solicitations import place_letters  # noqa: F401 - all of these register something
        from solicitations.services import batching, delivering, ending, expiring, following  # noqa: F401
        from solicitations.services import reminding  # noqa: F401
