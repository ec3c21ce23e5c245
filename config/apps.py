from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ProcessConfig(AppConfig):
    """The process itself as an app: `serve`, `demo` and the local mailbox. It holds no product code."""

    name = "config"
    label = "process"

    def ready(self) -> None:
        # Sent for apps with models only, so the one that keeps sessions in tables stands in for us.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("sessions"))


def make_cache_table(*, using: str, verbosity: int, **_: Any) -> None:
    """Create the shared cache's table where the cache lives in the database; does nothing elsewhere."""
    call_command("createcachetable", database=using, verbosity=max(verbosity - 1, 0))
