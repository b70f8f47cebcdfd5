"""A device lets go of an event only when the house has named it."""

from ingestion.simulator.kept import Answer, KeptEvents
from schema.ports.doors import Rejection


def events(*names):
    return [{"id": name} for name in names]


def test_an_event_is_kept_until_it_is_named():
    kept = KeptEvents()
    kept.keep(events("a", "b"))
    assert len(kept.settle(Answer(accepted=["a", "somebody's"]))) == 1
    assert kept.oldest() == {"id": "b"}


def test_what_the_house_will_never_take_is_let_go():
    kept = KeptEvents()
    kept.keep(events("a"))
    kept.settle(Answer(rejected=[Rejection(0, "a", "implausible_measurement", "no")]))
    assert kept.oldest() is None


def test_what_the_log_could_not_take_is_kept_for_another_time():
    kept = KeptEvents()
    kept.keep(events("a"))
    answer = Answer(rejected=[Rejection(0, "a", "log_unavailable", "later")])
    assert kept.settle(answer) == []
    assert answer.refused == []
    assert len(kept) == 1


def test_what_was_sent_just_now_is_not_sent_again_yet():
    kept = KeptEvents()
    kept.keep(events("a"))
    assert kept.due_again() == []
