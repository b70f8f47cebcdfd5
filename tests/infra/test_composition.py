import pytest

from infra.composition import House
from infra.settings import Settings
from schema.errors import LogUnavailableError


@pytest.fixture
def house(tmp_path):
    return House(Settings(home=tmp_path, kafka_url="127.0.0.1:1"))


async def test_ready_waits_for_the_log_and_every_store(house):
    probes = house.probes()

    assert probes.keys() == {"kafka", "redis", "database", "lakehouse"}
    with pytest.raises(LogUnavailableError):
        await probes["kafka"]()
    house.log.close()
