"""What a door took a short while ago, to tell a sender what it says again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from ingestion.identity import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.events import Envelope

_KEPT: Final = 100_000


class RecentEvents:
    """The newest content of each identity, as far back as memory is set aside for it.

    The same identity with other content is a revision, not a duplicate; and the content
    before it, said again, is a revision too.
    """

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._content: OrderedDict[str, str] = OrderedDict()

    def remember(self, events: Iterable[list[Envelope]]) -> int:
        """Remember events that the log confirmed; return how many say nothing new."""
        again = sum(self._says_again(event) for event in events)
        while len(self._content) > self._kept:
            self._content.popitem(last=False)
        return again

    def _says_again(self, event: list[Envelope]) -> bool:
        identity, content = _identity(event[0]), _content(event)
        before = self._content.pop(identity, None)
        self._content[identity] = content
        return before == content


def _identity(envelope: Envelope) -> str:
    when = (envelope.start_ms, envelope.duration_ms, envelope.offsets_ms)
    return content_id(
        envelope.user_id,
        envelope.source_id,
        envelope.type,
        envelope.record_id or when,
    )


def _content(event: list[Envelope]) -> str:
    said = [(one.start_ms, one.values, one.category, one.record) for one in event]
    return content_id(event[0].operation, event[0].duration_ms, said)
