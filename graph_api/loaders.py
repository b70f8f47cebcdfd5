"""What several resolvers of one request read together."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from strawberry.dataloader import DataLoader

from graph_api.times import today_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import date, datetime

    from graph_api.services import Services
    from schema.people.accounts import User
    from schema.people.devices import Device, Source
    from schema.people.profile import TimeZonePeriod
    from schema.ports.devices import Sighting
    from schema.ports.lake import DayValue, Lakehouse

GAP_DAYS = 31
"""Days further apart than this are not worth reading in one stretch."""
LATELY = timedelta(days=13)

_Read = TypeVar("_Read")


class PersonsDay(NamedTuple):
    """One calendar day of one person, as known at an instant; null: as known now."""

    user_id: str
    date: date
    as_of: datetime | None = None


class Loaders:
    """The loaders of one request.

    Args:
        services: The ports.
        lake: Gives the lakehouse that is to be read.
        cache: Whether what was read may be read again without asking; never on a socket.
    """

    def __init__(
        self, services: Services, lake: Callable[[], Awaitable[Lakehouse]], *, cache: bool
    ) -> None:
        self._services, self._lake = services, lake
        self.days: DataLoader[PersonsDay, dict[str, DayValue]] = DataLoader(
            self._days, cache=cache
        )
        self.sources: DataLoader[str, dict[str, Source]] = DataLoader(
            self._sources, cache=cache
        )
        self.devices: DataLoader[str, dict[str, Device]] = DataLoader(
            self._devices, cache=cache
        )
        self.sightings: DataLoader[str, Sighting | None] = DataLoader(
            self._sightings, cache=cache
        )
        self.users: DataLoader[str, User] = DataLoader(self._users, cache=cache)
        self.time_zones: DataLoader[str, list[TimeZonePeriod]] = DataLoader(
            self._time_zones, cache=cache
        )
        self.progress: DataLoader[str, DayValue | None] = DataLoader(
            self._progress, cache=cache
        )

    async def _days(self, keys: Sequence[PersonsDay]) -> list[dict[str, DayValue]]:
        """Read neighbouring days of one person in one stretch."""
        found: dict[PersonsDay, dict[str, DayValue]] = {}
        for stretch in stretches(keys):
            user_id, first, as_of = stretch[0]
            lake = await self._lake()
            days = await lake.days(user_id, first, stretch[-1].date, as_of)
            found |= {key: days.get(key.date, {}) for key in stretch}
        return [found[key] for key in keys]

    async def _sources(self, user_ids: Sequence[str]) -> list[dict[str, Source]]:
        read = self._services.devices.sources
        found = {
            each: {source.id: source for source in await read(each)} for each in set(user_ids)
        }
        return [found[user_id] for user_id in user_ids]

    async def _devices(self, user_ids: Sequence[str]) -> list[dict[str, Device]]:
        read = self._services.devices.devices
        found = {
            each: {device.id: device for device in await read(each)} for each in set(user_ids)
        }
        return [found[user_id] for user_id in user_ids]

    async def _sightings(self, device_ids: Sequence[str]) -> list[Sighting | None]:
        sighting = self._services.known_devices.sighting
        return await asyncio.gather(*(sighting(device_id) for device_id in device_ids))

    async def _users(self, user_ids: Sequence[str]) -> list[User]:
        """Read each account once, however many fields are of it."""
        return await _of_each(user_ids, self._services.accounts.user)

    async def _time_zones(self, user_ids: Sequence[str]) -> list[list[TimeZonePeriod]]:
        return await _of_each(user_ids, self._services.profiles.time_zones)

    async def _progress(self, user_ids: Sequence[str]) -> list[DayValue | None]:
        """Read each person's newest progress to their goal within a fortnight."""
        return await _of_each(user_ids, partial(self._newest, metric="goal_progress"))

    async def _newest(self, user_id: str, metric: str) -> DayValue | None:
        zone = (await self.users.load(user_id)).timezone
        last = today_in(zone, self._services.clock())
        days = await (await self._lake()).days(user_id, last - LATELY, last)
        return next(
            (days[day][metric] for day in sorted(days)[::-1] if metric in days[day]), None
        )


async def _of_each(
    user_ids: Sequence[str], read: Callable[[str], Awaitable[_Read]]
) -> list[_Read]:
    """Read what is one person's of each, once however often they are named."""
    found = {each: await read(each) for each in set(user_ids)}
    return [found[user_id] for user_id in user_ids]


def stretches(keys: Sequence[PersonsDay]) -> list[list[PersonsDay]]:
    """Group days into runs of one person and one knowledge, without wide gaps."""
    runs: list[list[PersonsDay]] = []
    ordered = sorted(set(keys), key=lambda key: (key.user_id, str(key.as_of), key.date))
    for _, same in groupby(ordered, key=lambda key: (key.user_id, key.as_of)):
        run: list[PersonsDay] = []
        for key in same:
            if run and (key.date - run[-1].date).days > GAP_DAYS:
                runs.append(run)
                run = []
            run.append(key)
        runs.append(run)
    return runs
