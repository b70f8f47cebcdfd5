"""The past of the residents, through the HTTP door: today first, then backwards."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ingestion.simulator.reports import Speaker, reports_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from infra.demo.door import EventDoor
    from infra.demo.passes import Passes
    from infra.demo.progress import Progress
    from infra.demo.residents import Resident
    from ingestion.simulator.reports import Report

_DAYS_AT_ONCE: Final = 3
_NEWEST_WITHIN_S: Final = 60.0
_ONE_DAY: Final = timedelta(days=1)
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class History:
    """Sends what of the residents' lives the house does not have yet."""

    def __init__(self, door: EventDoor, passes: Passes, progress: Progress) -> None:
        self._door = door
        self._passes = passes
        self._progress = progress

    async def tell(self, residents: Sequence[Resident], until: datetime) -> None:
        """Tell all days up to an instant: everybody's newest first, then the ones before.

        What is told at once is computed at once; the past waits until the newest is on its
        way to gold.
        """
        missing = {place: _missing_days(one, until) for place, one in enumerate(residents)}
        for place, days in missing.items():
            self._progress.expect(residents[place], days)
        await self._tell_newest(1, residents, missing, until)
        if any(missing.values()):
            await self._progress.wait_until_taken(_NEWEST_WITHIN_S)
        while any(missing.values()):
            await self._tell_newest(_DAYS_AT_ONCE, residents, missing, until)

    async def _tell_newest(
        self,
        count: int,
        residents: Sequence[Resident],
        missing: dict[int, list[date]],
        until: datetime,
    ) -> None:
        """Tell so many of everybody's missing days, which are not missing then."""
        async with asyncio.TaskGroup() as telling:
            for place, resident in enumerate(residents):
                days, missing[place] = missing[place][:count], missing[place][count:]
                telling.create_task(self._tell_days(resident, days, until))

    async def _tell_days(self, resident: Resident, days: list[date], until: datetime) -> None:
        since = resident.notes.told_until or _LONG_AGO
        today = _day_before(until, resident)
        reports: list[Report] = []
        for on in days:
            day = resident.life.day(on)
            reports += reports_of(day, since, until)
            is_whole = since == _LONG_AGO and on < today
            self._progress.sent(resident, on, int(day.steps.sum()) if is_whole else None)
            await asyncio.sleep(0)
        await deliver(self._door, self._passes, resident, reports)


async def deliver(
    door: EventDoor, passes: Passes, resident: Resident, reports: Sequence[Report]
) -> None:
    """Send reports through the HTTP door, each with the token of who reports."""
    tokens = {
        Speaker.WATCH: resident.notes.watch.token,
        Speaker.SCALE: resident.notes.scale.token,
    }
    for speaker in Speaker:
        said = [report.event for report in reports if report.speaker is speaker]
        if said:
            token = tokens.get(speaker) or await passes.of(resident.notes.user_id)
            await door.send(token, said)


def _missing_days(resident: Resident, until: datetime) -> list[date]:
    """Return the local days of which something is not told, newest first."""
    since = resident.notes.told_until
    first = since.astimezone(resident.zone).date() if since else resident.notes.began_on
    last = _day_before(until, resident)
    return [last - _ONE_DAY * back for back in range((last - first).days + 1)]


def _day_before(instant: datetime, resident: Resident) -> date:
    """Return the local day of the minute before an instant."""
    return (instant - timedelta(minutes=1)).astimezone(resident.zone).date()
