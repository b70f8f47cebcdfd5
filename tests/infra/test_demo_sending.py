"""How the demo sends: bodies of moderate size, and progress counted in the lakehouse."""

from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from types import SimpleNamespace

import msgspec

from infra.demo.door import bodies
from infra.demo.groups import groups_of
from infra.demo.progress import Progress
from schema.ports.lake import DayValue

TODAY = date(2026, 11, 24)
LUCA = SimpleNamespace(notes=SimpleNamespace(user_id="luca"))


class SmallLake:
    """Days of one person, as they are put there, and batches that are committed meanwhile."""

    def __init__(self, newest_batches=()):
        self.steps = {}
        self.newest_batches = iter(newest_batches)

    async def days(self, _user_id, first, last):
        return {
            on: {"steps": DayValue(steps, {})}
            for on, steps in self.steps.items()
            if first <= on <= last
        }

    async def batch(self):
        return next(self.newest_batches)


def test_events_are_sent_in_arrays_of_moderate_size_and_in_their_order():
    events = [{"id": str(number), "text": "x" * 1000} for number in range(400)]
    sent = list(bodies(events))
    assert len(sent) > 1
    assert all(len(body) < 200_000 for body in sent)
    assert [event for body in sent for event in msgspec.json.decode(body)] == events


def test_nothing_to_send_is_no_body():
    assert list(bodies([])) == []


def test_groups_hold_everything_once():
    assert list(groups_of(2, range(5))) == [(0, 1), (2, 3), (4,)]


async def test_a_day_counts_only_when_all_its_steps_are_in_the_lakehouse(monkeypatch):
    monkeypatch.setattr("infra.demo.progress._LOOK_EVERY_S", 0.01)
    lake, said = SmallLake(), []

    async def show(step):
        said.append(step)
        if len(said) == 3:
            lake.steps |= {TODAY: 12, TODAY - timedelta(days=1): 4000}
        elif len(said) == 6:
            lake.steps[TODAY - timedelta(days=1)] = 8000

    progress = Progress(lake, show)
    progress.expect(LUCA, [TODAY, TODAY - timedelta(days=1)])
    progress.sent(LUCA, TODAY, None)
    progress.sent(LUCA, TODAY - timedelta(days=1), 8000)
    assert await progress.watch("days")
    assert [step["done"] for step in said] == [0, 0, 0, 1, 1, 1]
    assert {step["total"] for step in said} == {2}


async def test_what_was_not_sent_yet_is_not_there(monkeypatch):
    monkeypatch.setattr("infra.demo.progress._LOOK_EVERY_S", 0.01)
    monkeypatch.setattr("infra.demo.progress._PATIENCE_S", 0.1)
    lake = SmallLake()
    lake.steps[TODAY] = 1

    async def show(_step):
        pass

    progress = Progress(lake, show)
    progress.expect(LUCA, [TODAY])
    assert not await progress.watch("days")


async def test_the_past_waits_until_the_newest_day_is_taken_with_the_next_batch(monkeypatch):
    monkeypatch.setattr("infra.demo.progress._TAKEN_LOOK_S", 0.01)
    lake = SmallLake(newest_batches=[7, 7, 7, 8, 9])
    await Progress(lake, None).wait_until_taken(5.0)
    assert list(lake.newest_batches) == [9]


async def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr("infra.demo.progress._TAKEN_LOOK_S", 0.01)
    await Progress(SmallLake(newest_batches=repeat(7)), None).wait_until_taken(0.05)


def test_the_whole_minute_is_the_one_that_runs():
    from infra.demo.stream import whole_minute

    now = datetime(2026, 11, 24, 9, 17, 31, 5, tzinfo=UTC)
    assert whole_minute(now) == datetime(2026, 11, 24, 9, 17, tzinfo=UTC)
