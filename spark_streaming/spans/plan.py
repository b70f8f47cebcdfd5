"""What a person meant to do, day by day, as they meant it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.physiology.adherence import Session
from spark_streaming.spans.said import day_of, last_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spark_streaming.spans.said import Versions


class Plan:
    """Planned sessions.

    Args:
        sessions: The versions of each session. One that was planned for a day gone by holds
            for it too.
    """

    def __init__(self, sessions: Iterable[Versions] = ()) -> None:
        self._by_day: dict[date, list[Versions]] = {}
        for versions in sessions:
            for day in sorted({day_of(said.payload["date"]) for said in versions}):
                self._by_day.setdefault(day, []).append(versions)

    def between(self, first: date, last: date, as_of: date) -> list[Session]:
        """Return the sessions of some days, as they were planned at the end of a day."""
        return [
            session
            for day in sorted(self._by_day)
            if first <= day <= last
            for session in self._on(day, as_of)
        ]

    def _on(self, day: date, as_of: date) -> Iterable[Session]:
        for versions in self._by_day[day]:
            session = (last_by(versions, as_of) or versions[0]).payload
            if day_of(session["date"]) == day and not session.get("is_cancelled"):
                yield Session(day, session["kind"], float(session["load"]))
