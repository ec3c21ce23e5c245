"""Nothing a reader is answered tells what is hidden from them: SECURITY.md §5.2, twin worlds.

This notices what no canary can: counts, orders, tokens, lengths, a line more or less.
"""

from unittest.mock import patch

import pytest
from django.utils import timezone

from tests.house.town import Country
from tests.house.twins import SURFACES, pages, world

pytestmark = pytest.mark.django_db


def differing(country: Country, role: str, hidden: str) -> list[str]:
    """Addresses at which the two worlds are told apart, both seen at one moment."""
    moment = timezone.now()
    with patch.object(timezone, "now", lambda: moment):
        with world(country, role):
            one = pages(country, role)
        with world(country, role, hidden=hidden):
            other = pages(country, role)
    return [name for name in one if one[name] != other[name]]


@pytest.mark.parametrize("hidden", ["other", "none"])
@pytest.mark.parametrize("role", SURFACES)
def test_no_answer_tells_what_is_hidden(country: Country, role: str, hidden: str) -> None:
    assert differing(country, role, hidden) == []
