"""What a sender says again."""

import msgspec

from ingestion.recent import RecentEvents


def heart_rate(read, value):
    event = {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": value}
    return read(msgspec.json.encode(event)).events


def test_the_same_again_is_a_duplicate_and_other_content_a_revision(read):
    recent = RecentEvents()

    assert recent.remember(heart_rate(read, 70)) == 0
    assert recent.remember(heart_rate(read, 70)) == 1
    assert recent.remember(heart_rate(read, 71)) == 0
    assert recent.remember(heart_rate(read, 70)) == 0


def test_a_window_that_is_full_forgets_the_oldest(read):
    recent = RecentEvents(kept=0)

    recent.remember(heart_rate(read, 70))

    assert recent.remember(heart_rate(read, 70)) == 0
