"""What the driver remembers of people from batch to batch, so as not to read it each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schema.facts import EVERYBODY
from spark_streaming.delta.conditions import at_most, of_people, outside
from spark_streaming.on_record import facts_on_record, weighings_on_record
from spark_streaming.people import SHAPING, KnownFact, People

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spark_streaming.delta.lake_tables import LakeTables
    from spark_streaming.weighings import Weighings

_MOST_PEOPLE: Final = 20_000


class Memory:
    """Facts and weights of the people of late batches, as the last committed batch left them.

    One writer, one memory: nobody else changes what is remembered here.

    Args:
        lake: Where they are read from at first.
        unfinished: Numbers of batches that were never committed: what came with them comes
            again, and is not known before.
    """

    def __init__(self, lake: LakeTables, unfinished: range = range(0)) -> None:
        self._lake = lake
        self._unfinished = unfinished
        self._facts: dict[str, list[KnownFact]] = {}
        self._weighings: Weighings = {}

    def recall(self, users: Iterable[str], number: int) -> tuple[People, Weighings]:
        """Return the facts of these people and of everybody, and these people's weights.

        Args:
            users: Whose.
            number: Only rows of lower batches are looked at.
        """
        wanted = {EVERYBODY, *users}
        if len(self._facts) + len(wanted) > _MOST_PEOPLE:
            self.forget()
        unknown = wanted - self._facts.keys()
        if unknown:
            self._read(unknown, number)
        facts = [fact for user_id in sorted(wanted) for fact in self._facts[user_id]]
        return People(facts), {user: self._weighings[user] for user in wanted}

    def learn(self, facts: Iterable[KnownFact], told: Weighings) -> None:
        """Take in what a batch made new, once it is committed."""
        for fact in facts:
            if fact.user_id in self._facts:
                self._facts[fact.user_id].append(fact)
        self._weighings |= {user: told[user] for user in told if user in self._facts}

    def forget(self) -> None:
        """Begin anew: what is remembered may not be what is there."""
        self._facts.clear()
        self._weighings.clear()

    def _read(self, users: set[str], number: int) -> None:
        which = [*of_people(users), at_most("batch", number - 1)]
        if self._unfinished:
            which.append(outside("batch", self._unfinished[0], self._unfinished[-1]))
        weighings = weighings_on_record(self._lake, *which)
        for user_id in users:
            self._facts[user_id] = []
            self._weighings[user_id] = weighings.get(user_id, {})
        for fact in facts_on_record(self._lake, SHAPING, *which):
            self._facts[fact.user_id].append(fact)
