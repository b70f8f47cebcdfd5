"""A command's visit to the house that runs: its parts, and leaving them tidily."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from redis.exceptions import RedisError

from infra.composition import House
from infra.settings import load_settings
from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class NobodyHomeError(PulsePlateError):
    """No house runs where the settings say."""

    code: ClassVar[str] = "nobody_home"


@asynccontextmanager
async def visiting() -> AsyncIterator[House]:
    """Use the parts of the running house within the block.

    Raises:
        NobodyHomeError: It does not run.
    """
    house = House(load_settings())
    try:
        await house.redis.ping()
    except RedisError as error:
        raise NobodyHomeError("no house runs here; start it with ./pulseplate up") from error
    try:
        yield house
    finally:
        await house.fanout.close()
        await house.redis.aclose()
        made = vars(house)
        if "log" in made:
            house.log.close()
        if "database" in made:
            house.database.close()
