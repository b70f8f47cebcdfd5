import asyncio
from uuid import uuid4

import pytest

from infra.database.feedback import SqlFeedbackFeed
from infra.database.profiles import SqlProfiles
from infra.database.slates import SqlSlates
from schema.facts import FactKind
from schema.people.advice import Impression, RecommendationKind, SlateRecord, Verdict
from schema.people.profile import GoalKind, GoalsChange, ProfileChange, Sex


@pytest.fixture
def slates(database):
    return SqlSlates(database)


@pytest.fixture
def feed(database):
    return SqlFeedbackFeed(database)


@pytest.fixture
async def slate(slates, luca, clock):
    record = SlateRecord(
        id=str(uuid4()),
        user_id=luca.id,
        kind=RecommendationKind.WORKOUT,
        shown_at=clock.now,
        model_version="0007",
        impressions=tuple(
            Impression(
                id=str(uuid4()),
                position=position,
                item_id=item,
                propensity=0.5,
                score=1.5,
                reason="You liked it",
                contributions={"als": 1.0, "popularity": 0.5},
            )
            for position, item in enumerate(("easy_run", "squats"))
        ),
        context={"hour": 18},
    )
    await slates.record(record)
    return record


async def test_a_slate_comes_back_as_it_was_shown(slates, luca, slate):
    assert await slates.slate(luca.id, slate.id) == slate
    assert await slates.slate_of(luca.id, slate.impressions[1].id) == slate
    assert await slates.latest(luca.id, RecommendationKind.WORKOUT) == slate
    assert await slates.latest(luca.id, RecommendationKind.MEAL) is None


async def test_feedback_is_told_with_all_that_learning_needs(slates, luca, slate, facts):
    given = await slates.give_feedback(
        luca.id, slate.impressions[1].id, Verdict.DISLIKE, "my knees"
    )

    assert await slates.feedback(luca.id) == [given]
    [told] = await facts(luca.id, FactKind.FEEDBACK)
    assert told.key == given.id
    assert told.payload == {
        "slate_id": slate.id,
        "kind": "WORKOUT",
        "item_id": "squats",
        "verdict": "DISLIKE",
        "note": "my knees",
        "model_version": "0007",
        "position": 1,
        "propensity": 0.5,
    }


async def test_a_verdict_said_again_is_one_and_the_newest_comes_first(
    slates, luca, slate, facts, clock
):
    place = slate.impressions[0].id
    liked = await slates.give_feedback(luca.id, place, Verdict.LIKE, "in the rain")
    clock.move(seconds=1)
    assert await slates.give_feedback(luca.id, place, Verdict.LIKE) == liked

    disliked = await slates.give_feedback(luca.id, place, Verdict.DISLIKE)
    liked_anew = await slates.give_feedback(luca.id, place, Verdict.LIKE)

    assert await slates.feedback(luca.id) == [liked_anew, disliked, liked]
    told = await facts(luca.id, FactKind.FEEDBACK)
    assert [fact.payload["verdict"] for fact in told] == ["LIKE", "DISLIKE", "LIKE"]


async def test_a_verdict_said_many_times_at_once_is_one(slates, luca, slate):
    said = await asyncio.gather(
        *(
            slates.give_feedback(luca.id, slate.impressions[0].id, Verdict.LIKE)
            for _ in range(8)
        )
    )

    assert await slates.feedback(luca.id) == said[:1]


async def test_who_learns_sees_everybodys_feedback_since_the_last_time(
    slates, feed, luca, slate, clock
):
    first = await slates.give_feedback(luca.id, slate.impressions[0].id, Verdict.LIKE)
    clock.move(seconds=1)
    second = await slates.give_feedback(luca.id, slate.impressions[1].id, Verdict.SKIP)

    assert await feed.since(None, 10) == [first, second]
    assert await feed.since(first.given_at, 10) == [second]
    assert await feed.count_since(first.given_at) == 1


async def test_a_person_belongs_to_a_segment_by_what_they_told(database, feed, luca, eva):
    profiles = SqlProfiles(database)
    await profiles.update_profile(luca.id, ProfileChange(sex=Sex.MALE))
    await profiles.update_goals(
        luca.id, GoalsChange(kind=GoalKind.ENDURANCE, weekly_workouts=5)
    )

    segments = await feed.segments()

    assert segments == {luca.id: "ENDURANCE:MALE:*:HIGH", eva.id: "*:*:*:*"}
