"""`make bench`: measures what people wait for, prints a table and writes build/bench.json."""

import json
import os
import platform
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    django.setup()
    from benchmarks import engine
    from benchmarks.requests import figures
    from benchmarks.table import table
    from benchmarks.towns import build_town, fill_queue

    with redirect_stdout(StringIO()):  # the cache's table says that it exists already
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        town = build_town()
        fill_queue(town)
        connection.close()
        found = [*engine.figures(), *figures(get_wsgi_application(), town)]
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    written = ROOT / "build" / "bench.json"
    written.parent.mkdir(exist_ok=True)
    written.write_text(json.dumps([figure.as_row() for figure in found], indent=1) + "\n")
    print(f"Python {platform.python_version()}, Django {django.get_version()}, {connection.vendor}")
    print(table(found))
    missed = [figure.name for figure in found if figure.missed]
    print(f"MISSED: {', '.join(missed)}" if missed else "Every mark is met.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
