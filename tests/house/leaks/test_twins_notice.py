"""Would the twin worlds notice? With each fault of a channel, its reader has to tell the worlds apart."""

import pytest

from tests.formengine.leaks.seeding import seeded
from tests.house import test_twins
from tests.house.leaks.catalogue import TWINS, Twin
from tests.house.town import Country
from tests.house.twins import SURFACES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_a_leak_is_noticed(country: Country, monkeypatch: pytest.MonkeyPatch, twin: Twin) -> None:
    monkeypatch.setitem(SURFACES, twin.role, (twin.at,))  # the others have their own faults
    with seeded(twin.leak, root=""), pytest.raises(AssertionError):
        test_twins.test_no_answer_tells_what_is_hidden(country, twin.role, twin.hidden)
