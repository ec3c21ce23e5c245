"""Would the tests notice? With each fault of a channel put in, the test that is there for it has to fail."""

from inspect import signature

import pytest

from tests.formengine.leaks.seeding import seeded
from tests.house.leaks.catalogue import CASES, Case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_leak_is_noticed(request: pytest.FixtureRequest, case: Case) -> None:
    wanted = [name for name in signature(case.test).parameters if name not in case.given]
    fixtures = {name: request.getfixturevalue(name) for name in wanted}
    with seeded(case.leak, root=""), pytest.raises(AssertionError):
        case.test(**fixtures, **case.given)
