import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.supervisor import supervise


class Command(BaseCommand):
    help = "Serve the site and run its tasks, until stopped. Run `migrate` and `collectstatic` before."

    def handle(self, *args: Any, **options: Any) -> None:
        python, manage = sys.executable, str(settings.BASE_DIR / "manage.py")
        self.stdout.write(f"Serving {settings.BASE_URL} on {settings.BIND}. Stop with Ctrl-C.")
        status = supervise(
            {
                "web": [
                    python,
                    "-m",
                    "gunicorn",
                    "--config",
                    "python:config.gunicorn",
                    settings.WSGI_APPLICATION.replace(".application", ":application"),
                ],
                "tasks": [python, manage, "qcluster"],
            },
            say=self.stderr.write,
        )
        self.stdout.write("Stopped.")
        if status:
            sys.exit(status)
