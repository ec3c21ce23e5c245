"""A column for documents: JSON kept as text, because the order of properties is what people see."""

import json
from typing import Any

from django.db import models


class DocumentField(models.TextField):  # type: ignore[type-arg]
    """Holds a JSON document, order of keys and all. (PostgreSQL's jsonb would sort them.)"""

    def from_db_value(self, value: str | None, *_unused: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
