"""The log, on a real Kafka."""

import asyncio
import uuid
from contextlib import aclosing, suppress

import msgspec
import pytest
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from infra.kafka import KafkaEventLog, KafkaTail, Topic, ensure_topics
from infra.kafka.letters import KafkaLetters
from schema.errors import LogUnavailableError, NotFoundError
from schema.events import Door, Envelope
from schema.events.envelope import DeadLetter
from schema.facts import Fact, FactKind
from tests.ingestion import servers
from tests.ingestion.servers import kafka_in


@pytest.fixture(scope="module")
def address():
    return servers.kafka().address


@pytest.fixture
def log(address):
    log = KafkaEventLog(address)
    yield log
    log.close()


@pytest.fixture
def somebody():
    return uuid.uuid4().hex


def readings(user_id, count):
    return [
        Envelope(
            event_id=str(number),
            user_id=user_id,
            source_id="watch",
            door=Door.MQTT,
            received_at_ms=0,
            type="heart_rate",
            start_ms=number,
            values=[70.0],
            original="{}",
        )
        for number in range(count)
    ]


def of_person(user_id, entries):
    """Return the messages of a person among what a tail brought."""
    decoded = [msgspec.json.decode(entry.value) for entry in entries]
    return [message for message in decoded if message["user_id"] == user_id]


async def first(tail, count, of):
    """Return the first messages of somebody that a tail brings."""
    found = []
    async with asyncio.timeout(20), aclosing(tail.batches()) as batches:
        async for entries in batches:
            found += of_person(of, entries)
            if len(found) >= count:
                break
    return found


def test_topics_are_made_once_and_persons_keep_their_partition_number(address):
    ensure_topics(address)

    topics = AdminClient({"bootstrap.servers": address}).list_topics(timeout=10).topics
    partitions = {name: len(topics[name].partitions) for name in Topic}
    assert partitions == {"events": 4, "facts": 4, "dead_letters": 1, "changes": 1}


async def test_events_of_a_person_are_read_in_the_order_they_were_appended(
    address, log, somebody
):
    await log.append(readings(somebody, 300))

    tail = KafkaTail(address, [Topic.EVENTS], group=somebody)
    found = await first(tail, 300, somebody)

    assert [message["event_id"] for message in found] == [str(n) for n in range(300)]


async def test_a_group_goes_on_after_what_it_is_done_with(address, log, somebody):
    await log.append(readings(somebody, 3000))
    tail = KafkaTail(address, [Topic.EVENTS], group=somebody, member="one")
    async with asyncio.timeout(20), aclosing(tail.batches()) as batches:
        done = of_person(somebody, await anext(batches))
        await anext(batches)

    again = await first(tail, 3000 - len(done), somebody)

    assert [message["event_id"] for message in done + again] == [str(n) for n in range(3000)]


async def test_a_member_whose_name_another_took_ends_rather_than_wait_for_ever(
    address, log, somebody
):
    await log.append(readings(somebody, 1))
    older, newer = (
        KafkaTail(address, [Topic.EVENTS], group=somebody, member="one").batches()
        for _ in range(2)
    )
    async with asyncio.timeout(40), aclosing(older), aclosing(newer):
        await anext(older)
        follows = asyncio.ensure_future(anext(newer))
        with pytest.raises(KafkaException, match="fenced"):
            async for _ in older:
                pass
        follows.cancel()
        with suppress(asyncio.CancelledError):
            await follows


async def test_a_tail_that_rewinds_sees_a_little_of_the_past(address, log, somebody):
    await log.append(readings(somebody, 3))
    tail = KafkaTail(address, [Topic.EVENTS], group=f"live-{somebody}", rewind_s=30)

    assert len(await first(tail, 3, somebody)) == 3


async def test_letters_and_facts_have_topics_of_their_own(address, log, somebody):
    fact = Fact(
        fact_id="f",
        user_id=somebody,
        kind=FactKind.GOALS,
        valid_from_ms=0,
        recorded_at_ms=0,
        payload={"kind": "HEALTH"},
    )
    letter = DeadLetter(
        user_id=somebody,
        source_id="watch",
        door=Door.MQTT,
        received_at_ms=0,
        index=0,
        event_id=None,
        code="unreadable",
        message="not JSON",
        original="{",
    )
    await log.state([fact])
    await log.dead_letter([letter])

    tail = KafkaTail(address, [Topic.FACTS, Topic.DEAD_LETTERS], group=somebody)
    found = await first(tail, 2, somebody)

    assert {message.get("fact_id") or message.get("code") for message in found} == {
        "f",
        "unreadable",
    }


async def test_dead_letters_are_read_newest_first_and_by_their_number(address, log, somebody):
    letters = [
        DeadLetter(
            user_id=somebody,
            source_id="watch",
            door=Door.MQTT,
            received_at_ms=4_000_000_000_000 + number,
            index=0,
            event_id=str(number),
            code="unreadable",
            message="not JSON",
            original="{",
        )
        for number in range(3)
    ]
    await log.dead_letter(letters)
    reader = KafkaLetters(address)

    newest = await asyncio.to_thread(reader.newest, 2)

    assert [one.letter for one in newest] == [letters[2], letters[1]]
    assert await asyncio.to_thread(reader.letter, newest[1].number) == newest[1]
    for number in ("0-99999", "7-0", "x"):
        with pytest.raises(NotFoundError):
            await asyncio.to_thread(reader.letter, number)


async def test_who_appends_too_much_at_once_is_told_so(address, somebody):
    log = KafkaEventLog(address, most_queued=10)
    with pytest.raises(LogUnavailableError, match="too many"):
        await log.append(readings(somebody, 1000))
    log.close()


async def test_a_log_that_is_away_says_so_and_takes_again_when_it_is_back(tmp_path):
    server = kafka_in(tmp_path).start()
    try:
        ensure_topics(server.address)
        log = KafkaEventLog(server.address)
        await log.append(readings("luca", 1))
        server.kill()

        with pytest.raises(LogUnavailableError):
            await log.append(readings("luca", 2)[1:])
        server.start()
        async with asyncio.timeout(20):
            await persistently(log, readings("luca", 3)[2:])

        tail = KafkaTail(server.address, [Topic.EVENTS], group="g")
        found = {message["event_id"] for message in await first(tail, 2, "luca")}
        assert {"0", "2"} <= found  # what was refused may be there too: it was sent
        log.close()
    finally:
        server.kill()


async def persistently(log, envelopes):
    """Send again until the log says yes, as every sender does."""
    try:
        await log.append(envelopes)
    except LogUnavailableError:
        await persistently(log, envelopes)


async def test_a_log_that_is_away_is_not_reached(log):
    away = KafkaEventLog("127.0.0.1:1")

    await log.reach()
    with pytest.raises(LogUnavailableError):
        await away.reach()

    away.close()


async def test_a_log_without_its_topics_is_not_reached(tmp_path):
    server = kafka_in(tmp_path).start()
    log = KafkaEventLog(server.address)
    try:
        with pytest.raises(LogUnavailableError, match="Unknown topic"):
            await log.reach()
    finally:
        log.close()
        server.kill()


async def test_topics_cannot_be_made_where_nobody_answers():
    with pytest.raises(LogUnavailableError):
        await asyncio.to_thread(ensure_topics, "127.0.0.1:1", timeout_s=1.0)
