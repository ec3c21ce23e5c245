"""The list of channels (docs/channels.md) is closed: what is not in it may not exist."""

import re
from collections.abc import Mapping
from importlib import import_module
from inspect import getmembers, isclass, isfunction
from pkgutil import resolve_name

import pytest
from django.core.management import get_commands
from laces.components import Component

from crm import panels
from dossiers import outbox
from tests.house.addresses import is_wagtails, named
from tests.house.repository import ROOT, packages

NAME = re.compile(r"`([A-Za-z_.:]+)`")
SECTIONS = {
    "addresses": "Addresses",
    "silent": "Addresses that show nothing of a dossier",
    "letters": "Letters",
    "panels": "Panels of the desk's first page",
    "commands": "Commands and tasks",
}

READ_ANSWERS = {
    "citizen_portal/steps.py": "asks the engine what is still missing, and shows its problems",
    "dossiers/audit.py": "compares them with the revisions",
    "dossiers/pages.py": "hands them to the form, which projects them",
    "dossiers/selectors.py": "puts past values into them, to be projected",
    "dossiers/services/moving.py": "judges whether a move may be made",
    "dossiers/past.py": "takes changes back, to be projected through the version of the time",
    "dossiers/services/renewing.py": "carries them over to another version",
    "dossiers/services/saving.py": "merges what is sent",
    "dossiers/services/standing_in.py": "asks whether the mandate is among them",
    "dossiers/sights.py": "projects them",
    "dossiers/writing.py": "stores them",
    "solicitations/services/replying.py": "puts the complement's digest into the receipt",
}


def rows(section: str) -> list[list[str]]:
    """The cells of a section's table, its head left out."""
    text = (ROOT / "docs" / "channels.md").read_text()
    body = text.split(f"\n## {SECTIONS[section]}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(section: str) -> list[str]:
    return [name for row in rows(section) for name in NAME.findall(row[0])]


def through(section: str) -> Mapping[str, list[str]]:
    return {name: NAME.findall(row[2]) for row in rows(section) for name in NAME.findall(row[0])}


def test_every_address_is_listed_once() -> None:
    listed = [*names("addresses"), *names("silent")]
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == {name for name in named() if not is_wagtails(name)} | {"wagtailadmin_home"}


def test_every_letter_is_listed() -> None:
    assert set(names("letters")) == outbox.known_letters()


def test_every_command_and_task_is_listed() -> None:
    ours = {name for name, app in get_commands().items() if app in packages()}
    tasks = {
        f"{name}.tasks.{task}"
        for name in packages()
        if (ROOT / name / "tasks.py").exists()
        for task, function in getmembers(import_module(f"{name}.tasks"), isfunction)
        if function.__module__ == f"{name}.tasks"
    }
    assert set(names("commands")) == ours | tasks


def test_every_panel_is_listed() -> None:
    found = {
        name
        for name, each in getmembers(panels, isclass)
        if issubclass(each, Component) and each is not Component
    }
    assert set(names("panels")) == found


@pytest.mark.parametrize("section", ["addresses", "letters", "panels", "commands"])
def test_what_a_channel_reads_through_exists(section: str) -> None:
    for name, readings in through(section).items():
        assert readings or "nothing" in str(rows(section)), name
        for each in readings:
            assert callable(resolve_name(each)), each


def test_answers_are_read_by_projections_and_services_only() -> None:
    """The column of answers is named in few files; a screen or a template is never one of them."""
    reading = {
        path.relative_to(ROOT).as_posix()
        for name in packages()
        if name != "formengine"
        for path in (ROOT / name).rglob("*")
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts
        if re.search(r"dossier\.answers|\.document\.answers", path.read_text())
    }
    assert reading <= set(READ_ANSWERS), "read a projection instead"
