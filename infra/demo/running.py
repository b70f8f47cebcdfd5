"""The demo from its beginning: who lives here, their past, and what goes on."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from infra.demo.door import EventDoor
from infra.demo.history import History
from infra.demo.neighbours import Neighbourhood
from infra.demo.notebook import Notebook
from infra.demo.opinions import neighbours_opinions, residents_opinions, write_opinions
from infra.demo.passes import Passes, access_tokens
from infra.demo.progress import KEY, Progress
from infra.demo.residents import move_in
from infra.demo.stream import Stream, whole_minute
from ingestion.mqtt_connection import MqttAddress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from infra.composition import House
    from infra.demo.residents import Resident

_log = logging.getLogger(__name__)

_NOTES_EVERY_S: Final = 20.0


async def run_demo(house: House, ready: Callable[[], None]) -> None:
    """Make the people, load what the house does not have of their past, stream on.

    Args:
        house: Whose doors are used.
        ready: Called once somebody can sign in as a resident.
    """
    notebook = Notebook(house.settings.home / "demo.json")
    residents = await move_in(house, notebook)
    ready()
    async with EventDoor(house.settings.api_url) as door:
        await _Demo(house, notebook, residents, door).run()


class _Demo:
    def __init__(
        self,
        house: House,
        notebook: Notebook,
        residents: Sequence[Resident],
        door: EventDoor,
    ) -> None:
        self._house = house
        self._notebook = notebook
        self._residents = residents
        self._passes = Passes(house.database, access_tokens(house.settings))
        self._door = door
        self._progress = Progress(house.lake, lambda step: house.progress.show(KEY, step))
        self._begins = whole_minute(datetime.now(UTC))
        address = MqttAddress.parse(house.settings.mqtt_url)
        self._streams = [
            Stream(resident, self._begins, address, door, self._passes)
            for resident in residents
        ]

    async def run(self) -> None:
        """Stream, load the past beside it, and take notes; until cancelled."""
        async with asyncio.TaskGroup() as work:
            for stream in self._streams:
                work.create_task(stream.run())
            work.create_task(self._load())

    async def _load(self) -> None:
        begun = time.monotonic()
        await self._progress.say("the past is on its way")
        history = History(self._door, self._passes, self._progress)
        async with asyncio.TaskGroup() as loading:
            past = loading.create_task(history.tell(self._residents, self._begins))
            loading.create_task(self._tell_of_neighbours(past))
            watching = loading.create_task(
                self._progress.watch("days of history in the lakehouse")
            )
            await past
            _log.info("the past was told in %.0f s", time.monotonic() - begun)
            loading.create_task(self._take_notes())
            is_there = await watching
            _log.info("in gold after %.0f s: %s", time.monotonic() - begun, is_there)
            await self._progress.say("history complete" if is_there else "history sent")

    async def _tell_of_neighbours(self, past: asyncio.Task[None]) -> None:
        """Write what people think, and once the past is told, what the neighbours did."""
        notes = self._notebook.notes
        if notes.neighbours_told:
            return
        neighbourhood = Neighbourhood(self._house.database, self._door, self._passes)
        if notes.neighbours_until is None:
            notes.neighbours_until = self._begins.date() - timedelta(days=1)
            self._notebook.save()
        settled = await neighbourhood.settle(notes.neighbours_until)
        held = [one for neighbour in settled for one in neighbours_opinions(neighbour)]
        for resident in self._residents:
            held += residents_opinions(resident, self._begins)
            await asyncio.sleep(0)
        await write_opinions(self._house.database, held)
        _log.info("%d neighbours and %d slates are written down", len(settled), len(held))
        await asyncio.wait([past])
        await neighbourhood.tell_deeds(settled)
        notes.neighbours_told = True
        self._notebook.save()
        _log.info("the neighbours' deeds are told")

    async def _take_notes(self) -> None:
        """Write down again and again until when the house has everything."""
        while True:
            for stream in self._streams:
                stream.resident.notes.told_until = stream.safe_until()
            await asyncio.to_thread(self._notebook.save)
            await asyncio.sleep(_NOTES_EVERY_S)
