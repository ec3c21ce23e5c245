import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dossier_models.sampling import forms_in
from dossier_models.trying import Judged, Tried, try_form

TITLES = (
    *("source", "documents", "imported", "render in all views", "fields", "kept", "adapted", "left out"),
    *("design faults", "valid accepted", "invalid refused", "crashes", "seconds"),
)
MOST_FAILURES = 12


class Figure(NamedTuple):
    """So many out of so many."""

    good: int
    all: int

    @property
    def percent(self) -> float:
        return 100 * self.good / self.all if self.all else 100.0

    def __str__(self) -> str:
        return f"{self.good}/{self.all} ({self.percent:.1f} %)" if self.all else "-"


class Command(BaseCommand):
    help = (
        "Try to import every form of a folder (JSON Schemas, what lies beside them, sample answers), and say "
        "in a table how it went: before a new release, or when somebody asks whether their forms would come "
        "in. Reads only, writes nothing to the database. A folder holds sources, a source holds forms, a "
        "form holds schema.json; folders of forms and loose schemas are taken too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", type=Path, metavar="FILE", help="Write the same there, as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        tried = [try_form(form) for form in forms_in(folder)]
        for line in lines(tried):
            self.stdout.write(line)
        if options["json"]:
            options["json"].write_text(
                json.dumps(as_json(tried), indent=1, ensure_ascii=False) + "\n", "utf-8"
            )


def lines(tried: list[Tried]) -> list[str]:
    """The table and what went wrong, as Markdown."""
    sources = {each.source: [one for one in tried if one.source == each.source] for each in tried}
    rows = [row(source, forms) for source, forms in sources.items()]
    total = row("**all**", tried)
    table = [TITLES, ("---",) * len(TITLES), *rows, total]
    said = ["| " + " | ".join(each) + " |" for each in table]
    summary = f"{len(tried)} documents: " + ", ".join(
        f"{name} {figure}" for name, figure in figures(tried).items()
    )
    return [*said, "", *failures(tried), summary + "."]


def figures(tried: Iterable[Tried]) -> dict[str, Figure]:
    forms = list(tried)
    judged = [one for each in forms for one in each.judged]
    return {
        "imported": Figure(sum(each.imported for each in forms), len(forms)),
        "rendered": Figure(sum(each.renders for each in forms), len(forms)),
        "valid accepted": right(one for one in judged if one.expected),
        "invalid refused": right(one for one in judged if not one.expected),
    }


def right(judged: Iterable[Judged]) -> Figure:
    found = list(judged)
    return Figure(sum(each.right for each in found), len(found))


def row(source: str, forms: list[Tried]) -> tuple[str, ...]:
    found = figures(forms)
    notes = (sum(each.notes.get(kind, 0) for each in forms) for kind in ("kept", "adapted", "left_out"))
    return (
        source,
        str(len(forms)),
        str(found["imported"]),
        str(found["rendered"]),
        str(sum(each.fields for each in forms)),
        *map(str, notes),
        str(sum(len(each.faults) for each in forms)),
        str(found["valid accepted"]),
        str(found["invalid refused"]),
        str(sum(bool(each.crash) for each in forms)),
        f"{sum(each.seconds for each in forms):.1f}",
    )


def failures(tried: list[Tried]) -> list[str]:
    """What did not go as it should, form by form; then samples about which files and jsonschema differ."""
    found = []
    for each in tried:
        said = [f"refused: {each.refusal}"] if each.refusal else []
        said += [f"CRASH: {each.crash}"] if each.crash else []
        if each.imported and not each.renders:
            said.append(f"renders only for: {', '.join(each.rendered) or 'nobody'}")
        wrong = [one for one in each.judged if not one.right]
        said += [wrongly(one) for one in wrong[:MOST_FAILURES]]
        if len(wrong) > MOST_FAILURES:
            said.append(f"and {len(wrong) - MOST_FAILURES} more")
        if said:
            found += [f"{each.source}/{each.name}", *(f"  - {line}" for line in said)]
    disputed = [(each, one) for each in tried for one in each.judged if one.disputed]
    agreed = sum(one.ours is one.jsonschema for _each, one in disputed)
    lead = [
        "What did not go as it should:",
        "",
        *(f"- {each}" if each[0] != " " else each for each in found),
        "",
    ]
    said = lead if found else []
    if disputed:
        said.append(
            f"Of {len(disputed)} samples their own files say something else than jsonschema does "
            f"(counted by their files; we agree with jsonschema on {agreed}):"
        )
        by_form: dict[str, list[str]] = {}
        for each, one in disputed:
            by_form.setdefault(f"{each.source}/{each.name}", []).append(one.name)
        said += ["", *(f"- {name}: {len(names)}" for name, names in by_form.items()), ""]
        agreed_on = [one for each in tried for one in each.judged if not one.disputed]
        valid, invalid = (right(one for one in agreed_on if one.expected is word) for word in (True, False))
        said += [f"Without those: valid accepted {valid}, invalid refused {invalid}.", ""]
    untold = sum(each.untold for each in tried)
    if untold:
        said += [f"{untold} samples have no verdict: their files say none, and jsonschema cannot tell.", ""]
    return said


def wrongly(judged: Judged) -> str:
    said = {True: "accepted", False: "refused", None: "not judged"}[judged.ours]
    wanted = f"{'valid' if judged.expected else 'invalid'}, but {said}"
    doubt = " (jsonschema disagrees with the file)" if judged.disputed else ""
    why = f": {'; '.join(judged.reasons)}" if judged.reasons else ""
    return f"{judged.name}: {wanted}{doubt}{why}"


def as_json(tried: list[Tried]) -> dict[str, Any]:
    totals = {
        name: {"good": each.good, "all": each.all, "percent": round(each.percent, 2)}
        for name, each in figures(tried).items()
    }
    return {"totals": totals, "documents": [{**asdict(each), "renders": each.renders} for each in tried]}
