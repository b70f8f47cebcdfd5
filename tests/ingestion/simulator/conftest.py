import pytest

from ingestion.simulator.life import Life
from tests.ingestion.simulator.lives import FIRST, MENU, person


@pytest.fixture
def life():
    return Life(person(), MENU, FIRST)
