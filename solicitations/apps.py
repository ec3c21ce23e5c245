from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SolicitationsConfig(AppConfig):
    name = "solicitations"
    verbose_name = _("Solicitations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from solicitations import (  # noqa: F401 - they register their letters
            agent_letters,
            document_letters,
            key_letters,
            letters,
            place_letters,
        )
        from solicitations.services import (  # noqa: F401 - they register what follows, and the night's work
            batching,
            delivering,
            ending,
            expiring,
            following,
            reminding,
        )
