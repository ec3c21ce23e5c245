"""Tables that only grow: the database itself refuses to change or delete their rows."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DEEDS = ("UPDATE", "DELETE")


def refuse_changes(
    *tables: str, deeds: tuple[str, ...] = DEEDS
) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """For migrations.RunPython: triggers that refuse the deeds on these tables, on SQLite and PostgreSQL."""

    def forwards(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for deed in deeds:
                for statement in _statements(schema_editor.connection.vendor, table, deed):
                    schema_editor.execute(statement, params=None)

    return forwards


def allow_changes(
    *tables: str, deeds: tuple[str, ...] = DEEDS
) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """The way back."""

    def backwards(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else " ON {table}"
        for table in tables:
            for deed in deeds:
                name = f"{table}_no_{deed.lower()}"
                schema_editor.execute(f"DROP TRIGGER {name}{on.format(table=table)}", params=None)

    return backwards


def _statements(vendor: str, table: str, deed: str) -> list[str]:
    name, message = f"{table}_no_{deed.lower()}", f"{table} is append-only"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    body = f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
