"""What devices say of themselves."""

import pytest

from ingestion.signs import sighting_in
from schema.ports.devices import Sighting

BEFORE = Sighting(device_id="watch", time_ms=0, battery_percent=60.0, firmware="1.0")


def seen(message):
    sighting = sighting_in("watch", message, 1, BEFORE)
    return sighting.battery_percent, sighting.firmware


@pytest.mark.parametrize(
    "message",
    [
        b'{"battery_percent":50}',
        b'[{"battery_percent":50},5]',
        b'[{"battery_percent":50},{"battery_percent":"full"}]',
        b'{"battery_percent":50}\n{broken\n',
        b'[{"battery_percent":50},{"battery_percent":-900},{"battery_percent":101}]',
    ],
)
def test_a_sign_is_read_whatever_stands_beside_it(message):
    assert seen(message) == (50.0, "1.0")


@pytest.mark.parametrize("message", [b'{"battery_percent":-900}', b'["battery_percent"', b""])
def test_what_is_no_sign_leaves_the_one_before(message):
    assert seen(message) == (60.0, "1.0")
