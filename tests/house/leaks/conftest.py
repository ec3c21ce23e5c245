"""The fixtures of the tests that are asked whether they notice."""

from tests.crm.conftest import agent, consultation
from tests.crm.test_versions import sight

__all__ = ["agent", "consultation", "sight"]
