from datetime import UTC, date, datetime, timedelta

import pytest
from deltalake import DeltaTable

from schema.facts import EVERYBODY
from schema.tables import DAY, FACT, FEATURE, MANIFEST, user_bucket
from spark_streaming.delta.arrow import arrow_rows
from spark_streaming.delta.conditions import among
from spark_streaming.delta.lake_tables import LakeTables, Place
from spark_streaming.gold.day import metrics_of
from spark_streaming.progress import Progress
from spark_streaming.queries import SlowStream
from spark_streaming.slow import SlowBatch
from spark_streaming.spans.reading import standing_values
from spark_streaming.spans.touched import BEGINNING, touched
from tests.spark_streaming.lakes import FragileTables, PowerCutError

DAY_COLUMNS = ("user_id", "date", "metric", "value", "detail", "batch")
FIRST = date(2026, 9, 1)
LUCA, ANNA = "luca", "anna"
NIGHT = '{"awake_minutes":12,"deep_minutes":80,"rem_minutes":95,"bedtime_min":660}'
GOALS = '{"daily_energy_kcal":2000.0,"daily_protein_g":100.0,"target_weight_kg":75.0}'


def quick_day(user_id, place, batch, **values):
    details = {"sleep_duration": NIGHT, "workout_load": '{"load_by_kind":{"cardio":240.0}}'}
    day = FIRST + timedelta(days=place)
    return [
        (user_bucket(user_id), user_id, day, metric, value, details.get(metric), batch)
        for metric, value in values.items()
    ]


def fact(user_id, kind, key, payload):
    then = datetime(2026, 8, 1, tzinfo=UTC)
    return (user_bucket(user_id), user_id, kind, key, then, then, payload, f"{kind}{key}", 0, 0)


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    lake = LakeTables(Place(str(tmp_path_factory.mktemp("lake"))))
    lake.create()
    days = [
        row
        for user_id in (LUCA, ANNA)
        for place in range(16)
        for row in quick_day(
            user_id,
            place,
            0,
            trimp=90.0 + place,
            resting_heart_rate=52.0 + place % 3,
            sleep_duration=450.0,
            energy_in=2000.0,
            protein=100.0,
            body_weight=80.0 - place / 10,
            workout_load=240.0,
        )
    ]
    plan = '{"date":"2026-09-03","kind":"cardio","minutes":40.0,"load":480.0}'
    write(lake, DAY, days)
    facts = [fact(LUCA, "goals", "", GOALS), fact(LUCA, "plan", "a", plan)]
    write(lake, FACT, facts)
    return lake


def write(lake, table, rows):
    lake.append_rows(table, arrow_rows(table.columns, rows))


def tell(lake, number, touched, quick_batch):
    told = SlowBatch(lake, number, touched, quick_batch).tell()
    for table, rows in told.items():
        lake.append_rows(table, rows)
    return {table: rows.to_pylist() for table, rows in told.items()}


def standing(lake):
    which = among("metric", ["ctl", "readiness", "goal_progress"])
    return standing_values(lake.rows(DAY, DAY_COLUMNS, which), ("date", "metric"))


def test_what_spans_days_is_told_once_and_then_only_what_changed(lake):
    told = tell(lake, 0, {EVERYBODY: FIRST}, quick_batch=0)
    luca = {(row["date"], row["metric"]): row for row in told[DAY] if row["user_id"] == LUCA}
    last = FIRST + timedelta(days=15)

    assert luca[last, "ctl"]["value"] > 0
    assert luca[last, "nutrition_adherence"]["value"] == 1.0
    assert luca[FIRST + timedelta(days=2), "workout_adherence"]["value"] == 0.5
    assert {row["feature"] for row in told[FEATURE]} >= {"mean_sleep_min", "usual_bedtime_min"}
    assert tell(lake, 1, {LUCA: FIRST, ANNA: FIRST}, quick_batch=0) == {}

    late = quick_day(LUCA, 5, 1, trimp=300.0, resting_heart_rate=None)
    write(lake, DAY, late)
    changed = tell(lake, 2, {LUCA: FIRST + timedelta(days=5)}, quick_batch=1)[DAY]

    assert {row["user_id"] for row in changed} == {LUCA}
    assert min(row["date"] for row in changed) == FIRST + timedelta(days=5)
    stepwise = standing(lake)
    afresh = SlowBatch(lake, 0, {LUCA: FIRST, ANNA: FIRST}, quick_batch=1).tell()[DAY]
    at_once = standing_values(afresh, ("date", "metric"))
    names = {"ctl", "readiness", "goal_progress"}
    assert {
        user: {key: version for key, version in values.items() if key[1] in names}
        for user, values in at_once.items()
    } == stepwise


def test_a_day_that_lost_its_records_gets_empty_versions(lake):
    gone = quick_day(
        ANNA,
        15,
        2,
        **dict.fromkeys(
            (
                "trimp",
                "resting_heart_rate",
                "sleep_duration",
                "energy_in",
                "protein",
                "body_weight",
                "workout_load",
            )
        ),
    )
    write(lake, DAY, gone)
    last = FIRST + timedelta(days=15)
    told = tell(lake, 3, {ANNA: last}, quick_batch=2)

    assert {row["date"] for row in told[DAY]} == {last}
    assert {(row["value"], row["detail"]) for row in told[DAY]} == {(None, None)}
    assert {row["value"] for row in told[FEATURE]} == {None}


def test_it_begins_with_the_first_day_that_quick_batches_made_new(lake):
    write(lake, DAY, quick_day(ANNA, 9, 20, trimp=1.0) + quick_day(ANNA, 4, 21, trimp=2.0))
    write(lake, DAY, quick_day(ANNA, 1, 22, trimp=3.0))
    goals = (*fact(LUCA, "goals", "", GOALS)[:8], 20, 7)
    write(lake, FACT, [goals])

    assert touched(lake, 19, 21) == {ANNA: FIRST + timedelta(days=4), LUCA: BEGINNING}
    assert touched(lake, 22, 22) == {}


@pytest.fixture
def followed(tmp_path):
    """A lake of two quick batches, the first of which the slow stream has looked at."""
    lake = FragileTables(Place(str(tmp_path)))
    lake.create()
    quick = Progress(lake, "quick")
    for number in range(2):
        values = {"body_weight": 80.0 - number, "sleep_duration": 450.0 - 30 * number}
        days = (quick_day(LUCA, place, number, **values) for place in range(9))
        write(lake, DAY, [row for day in days for row in day])
        quick.commit({})
        if number == 0:
            assert SlowStream(lake, [].extend).follow()
    return lake


def cut_off(lake, lost):
    """Let the power fail as the slow stream writes that table."""
    lake.lost = {lost}
    with pytest.raises(PowerCutError):
        SlowStream(lake, [].extend).follow()
    lake.lost = frozenset()


@pytest.mark.parametrize("lost", [FEATURE, MANIFEST])
def test_a_batch_that_was_cut_off_is_told_under_another_number(followed, lost):
    cut_off(followed, lost)
    write(followed, DAY, quick_day(LUCA, 9, 2, body_weight=70.0))
    Progress(followed, "quick").commit({})
    heard = []
    assert SlowStream(followed, heard.extend).follow()

    assert Progress(followed, "slow").newest == heard[-1].batch > 2
    stepwise = standing_values(
        followed.rows(DAY, DAY_COLUMNS, among("metric", ["weight_trend"])), ("date", "metric")
    )
    afresh = SlowBatch(followed, 0, {LUCA: FIRST}, quick_batch=2).tell()[DAY]
    at_once = standing_values(afresh, ("date", "metric"))[LUCA]
    trend = {key: version for key, version in at_once.items() if key[1] == "weight_trend"}
    assert stepwise[LUCA] == trend


def test_what_was_committed_and_not_told_is_told_by_the_next_process(followed):
    def power_cut(changes):
        if changes[0].batch == Progress(followed, "slow").newest > 1:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        SlowStream(followed, power_cut).follow()

    heard = []
    assert not SlowStream(followed, heard.extend).follow()
    assert told_to(heard) == {(LUCA, Progress(followed, "slow").newest, 9)}


@pytest.mark.parametrize("is_told", [True, False])
def test_what_a_batch_wrote_before_it_was_cut_off_is_told_with_the_next(followed, is_told):
    cut_off(followed, MANIFEST)
    if not is_told:
        Progress(followed, "slow").commit({"quick": 1})
    heard = []
    assert SlowStream(followed, heard.extend).follow() == is_told
    assert (LUCA, Progress(followed, "slow").newest, 9) in told_to(heard)


def told_to(heard):
    """Whose days, in which batch and how many."""
    assert {metric for change in heard for metric in change.metrics} <= {*metrics_of("slow")}
    return {(change.user_id, change.batch, len(change.dates)) for change in heard}


@pytest.fixture
def whole(tmp_path):
    """A lake of two quick batches; the slow stream has looked at the first one only."""
    lake = LakeTables(Place(str(tmp_path)))
    lake.create()
    quick = Progress(lake, "quick")
    write(lake, DAY, [row for place in range(20) for row in trimp(place, 0)])
    quick.commit({})
    tell(lake, 0, {LUCA: FIRST}, quick_batch=0)
    write(lake, DAY, trimp(20, 1))
    quick.commit({})
    return lake


def trimp(place, batch):
    return quick_day(LUCA, place, batch, trimp=50.0 + place)


@pytest.mark.parametrize(
    "updates",
    [
        {"value": "1.0"},
        {"batch": "999"},
        {"date": "date '2026-08-31'"},
        {"metric": "'spo2'"},
        {"user_id": "'anna'"},
        None,
    ],
    ids=lambda updates: next(iter(updates or ["gone"])),
)
def test_what_spans_days_is_held_against_days_as_they_should_be(whole, tmp_path, updates):
    table, which = DeltaTable(str(tmp_path / DAY.path)), "metric = 'trimp' AND value = 57.0"
    if updates:
        table.update(updates=updates, predicate=which)
    else:
        table.delete(which)
    emptied = (
        *quick_day(LUCA, -1, 1, trimp=None),
        *quick_day(LUCA, 7, 1, spo2=None),
        *quick_day(ANNA, 7, 1, trimp=None),
    )
    right = arrow_rows(DAY.columns, [*emptied, *trimp(7, 1)])

    assert SlowBatch(whole, 1, {EVERYBODY: BEGINNING}, 0, right).tell() == {}


def test_days_that_came_later_are_not_what_it_is_held_against(whole):
    right = arrow_rows(DAY.columns, quick_day(LUCA, 20, 1, trimp=1.0))

    assert SlowBatch(whole, 1, {EVERYBODY: BEGINNING}, 0, right).tell() == {}
