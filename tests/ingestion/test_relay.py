"""Facts on their way from SQL to the log."""

import pytest

from ingestion.relay import Relay
from schema.errors import LogUnavailableError
from schema.facts import Fact, FactKind
from tests.ingestion.ports import MemoryLog


class MemoryOutbox:
    def __init__(self, facts):
        self.waiting = facts

    async def pending(self, limit):
        return self.waiting[:limit]

    async def delivered(self, fact_ids):
        self.waiting = [fact for fact in self.waiting if fact.fact_id not in fact_ids]


@pytest.fixture
def outbox():
    return MemoryOutbox(
        [
            Fact(
                fact_id=str(number),
                user_id="luca",
                kind=FactKind.GOALS,
                valid_from_ms=number,
                recorded_at_ms=number,
                payload={},
            )
            for number in range(3)
        ]
    )


async def test_facts_go_on_the_log_in_their_order(outbox):
    log = MemoryLog()

    carried = await Relay(outbox, log).carry()

    assert carried == 3
    assert [fact.fact_id for fact in log.facts] == ["0", "1", "2"]
    assert outbox.waiting == []


async def test_facts_wait_where_the_log_is_away(outbox):
    log = MemoryLog()
    log.is_away = True

    with pytest.raises(LogUnavailableError):
        await Relay(outbox, log).carry()

    assert len(outbox.waiting) == 3
