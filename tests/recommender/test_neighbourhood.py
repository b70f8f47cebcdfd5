"""What the demo's people do and say has taste in it, which only what is learned can find."""

from datetime import UTC, date, datetime, timedelta

import pytest

from infra.demo.menus import menu_of
from infra.demo.neighbours import Neighbour
from infra.demo.opinions import neighbours_opinions
from ingestion.simulator.deeds import deeds_of
from ingestion.simulator.neighbours import neighbours
from ingestion.simulator.tastes import Tastes
from recommender.deeds import interaction_of_deed
from recommender.interactions import interaction_of, told_once
from recommender.training import TrainingSet, train
from schema.people.advice import Feedback, RecommendationKind
from schema.ports.lake import StoredRecord

LAST = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
PEOPLE = 100


@pytest.fixture(scope="module")
def interactions():
    told = [one for persona in neighbours(PEOPLE) for one in told_of(neighbour(persona))]
    return tuple(told_once(told))


def neighbour(persona):
    menu = menu_of(persona, NOW)
    tastes = Tastes(persona, menu)
    deeds = deeds_of(persona, tastes, LAST - timedelta(days=89), LAST)
    user_id = f"00000000-0000-4000-8000-{persona.seed:012}"
    return Neighbour(user_id, persona, menu, tastes, deeds)


def told_of(someone):
    for held in neighbours_opinions(someone):
        opinion = held.opinion
        for said in opinion.verdicts:
            item_id = opinion.item_ids[said.place]
            yield interaction_of(
                Feedback(
                    "f", held.user_id, "r", "s", opinion.kind, item_id, said.verdict, None,
                    "random", said.at,
                )
            )  # fmt: skip
    for deed in someone.deeds:
        event = deed.event
        record = StoredRecord(
            "api", event["type"], event["id"], deed.at, deed.at, None, event, None
        )
        yield interaction_of_deed(someone.user_id, record)


@pytest.mark.parametrize("kind", RecommendationKind)
def test_what_neighbours_did_and_said_teaches_more_than_what_is_trivial(
    interactions, registry, kind
):
    known = TrainingSet(interactions, {}, "demo")

    record = train(kind, known, registry, "a1b2c3d", lambda: NOW)

    assert record.is_promoted, record.reason
    assert record.split == "time"
    assert "-als-" in registry.current(kind)
    reached = {name: metric["ndcg@10"] for name, metric in record.metrics.items()}
    trivial = max(reached[name] for name in ("popularity", "recency_popularity", "repeat"))
    assert reached["pulseplate"] > 1.03 * trivial


def test_a_deed_that_was_said_to_be_done_counts_once(interactions):
    done = [one for one in interactions if one.signal == "completed"]

    assert len({(one.user_id, one.item_id, one.at) for one in done}) == len(done)
    assert len(done) == PEOPLE * 80
