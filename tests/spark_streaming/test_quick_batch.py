import pytest

from schema.tables import DAY, FACT, MANIFEST, MESSAGE, MINUTE, OBSERVATION
from spark_streaming.effort import walk
from spark_streaming.held import Held
from spark_streaming.recomputation import BRONZE, SILVER, Recomputation
from tests.spark_streaming.lakes import PowerCutError, QuickLake, Versions, same_gold
from tests.spark_streaming.messages import PHONE, WATCH
from tests.spark_streaming.world import ALONE, EVERYTHING, FIRST, LEARNT, MORE

pytestmark = pytest.mark.spark


def effects(story, user_id):
    return [row["effect"] for row in story.contributions if row["user_id"] == user_id]


def test_what_a_source_says_again_is_not_written_again(story):
    assert effects(story, "anna") == ["new", "same"]
    assert [row["import_id"] for row in story.contributions if row["user_id"] == "anna"] == [
        None,
        "all of it",
    ]
    assert story.value("anna", "2026-11-02", "steps") == 60.0


def test_the_same_identity_with_other_content_is_a_revision(story):
    assert effects(story, "bruno") == ["new", "new", "revised"]
    assert story.minute("bruno", "steps", "2026-11-02 08:00")["total"] == 75
    assert story.value("bruno", "2026-11-02", "steps") == 115.0


def test_a_minute_that_lost_its_last_event_gets_an_empty_version_and_its_day_none(story):
    minute = story.minute("carla", "steps", "2026-11-02 08:00")

    assert effects(story, "carla") == ["new", "retracted"]
    assert (minute["count"], minute["total"], minute["source_id"]) == (0, None, None)
    assert story.day("carla", "2026-11-02", "steps")["batch"] == 1
    assert story.values("carla", "steps") == {}


def test_a_meal_that_is_moved_leaves_the_day_it_was_in(story):
    assert story.values("dario", "energy_in") == {"2026-11-03": 600.0}
    assert story.values("dario", "protein") == {}


def test_an_import_that_is_undone_takes_back_only_what_no_other_brought(story):
    minutes = story.standing_minutes("emil")

    assert [minute_at for _, _, minute_at in minutes] == [
        "2026-11-02 10:01",
        "2026-11-02 10:02",
    ]
    assert story.values("emil", "steps") == {"2026-11-02": 120.0}


def test_another_order_of_sources_recomputes_the_past(story):
    was, now = story.minutes["fritz", "heart_rate", "2026-11-02 08:00"]

    assert (was["source_id"], was["mean"]) == (WATCH, 60.0)
    assert (now["source_id"], now["mean"]) == (PHONE, 90.0)
    assert story.value("fritz", "2026-11-02", "mean_heart_rate") == 90.0


def test_a_source_that_is_known_later_than_its_events_is_believed_from_then_on(story):
    assert story.minute("otto", "heart_rate", "2026-11-02 08:00")["source_id"] == WATCH


def test_another_default_order_recomputes_the_past_of_whoever_has_none_of_their_own(story):
    assert story.minute("nora", "spo2", "2026-11-02 08:00")["source_id"] == PHONE
    assert story.value("nora", "2026-11-02", "spo2") == 98.0


def test_a_weight_changes_what_rest_costs_from_its_day_on(story):
    before = 10 * 80.0 + 6.25 * 165.0 - 5 * 30 - 161
    assert story.values("greta", "resting_energy") == {
        "2026-11-01": before,
        "2026-11-02": before,
        "2026-11-04": before - 100.0,
        "2026-11-05": before - 100.0,
    }
    assert story.day("greta", "2026-11-02", "resting_energy")["batch"] == 0


def test_moving_house_does_not_cut_the_past_anew(story):
    assert story.values("hugo", "steps") == {"2026-11-03": 10.0, "2026-11-11": 20.0}
    assert story.day("hugo", "2026-11-03", "steps")["batch"] == 0


def test_after_a_move_west_across_midnight_rest_follows_the_later_weight(story):
    of_64_kg = 10 * 64.0 + 6.25 * 165.0 - 5 * 30 - 161

    assert story.values("yara", "body_weight") == {"2026-11-03": 60.0, "2026-11-02": 64.0}
    assert story.values("yara", "resting_energy") == dict.fromkeys(
        ("2026-11-02", "2026-11-03"), of_64_kg
    )


def test_a_day_when_the_clocks_change_has_23_or_25_hours(story):
    assert story.values("ida", "steps") == {
        "2026-03-29": 2.0,
        "2026-03-30": 1.0,
        "2026-10-25": 2.0,
        "2026-10-26": 1.0,
    }


def test_a_night_that_goes_on_past_midnight_moves_to_the_day_of_its_waking(story):
    assert story.values("jonas", "sleep_duration") == {"2026-11-03": 460.0}


def test_a_coarse_sample_yields_to_a_finer_one_and_comes_back_when_it_is_taken_back(story):
    by_batch = [row["value"] for row in story.days["karl", "2026-11-02", "floors"]]

    assert by_batch == [12.0, 2.0, 12.0]


def test_a_day_of_a_check_in_alone_knows_rest_once_the_body_is_known(story):
    assert story.value("lena", "2026-11-02", "resting_energy") == 1680.0


def test_a_workout_logged_by_watch_and_by_hand_counts_once(story):
    assert story.values("maria", "workout_minutes") == {"2026-11-02": 30.0}


def test_a_workout_that_moved_away_stays_away_when_samples_come_to_its_old_day(story):
    assert story.values("paula", "workout_minutes") == {"2026-11-02": 40.0, "2026-11-12": 30.0}
    assert story.day("paula", "2026-11-02", "active_energy")["batch"] == 3


def test_a_night_is_told_anew_by_its_stages_and_left_alone_by_other_samples(story):
    assert [row["value"] for row in story.days["paula", "2026-11-21", "sleep_duration"]] == [
        400.0,
        200.0,
    ]
    assert [row["batch"] for row in story.days["paula", "2026-11-02", "sleep_duration"]] == [0]


def test_what_arrives_years_late_stands_on_its_own_day(story):
    assert story.values("late", "steps") == {"2019-06-01": 15.0}


@pytest.mark.parametrize("source", [SILVER, BRONZE])
def test_gold_is_what_one_batch_computation_tells(told, source):
    held = Held(is_small=True)
    (unlike,) = Recomputation(told.lake, told.progress.newest, held, source).unlike()

    assert unlike.minutes.collect() == []
    assert unlike.days.collect() == []
    held.release()


def test_one_batch_of_everything_tells_the_same(spark, empty_lake, story):
    lake = QuickLake(spark, empty_lake())

    lake.say(*EVERYTHING)

    assert same_gold(Versions(lake.lake), story)


def test_one_batch_that_is_compiled_for_tells_the_same(spark, empty_lake, story, monkeypatch):
    monkeypatch.setattr("spark_streaming.effort.SMALL_ROWS", 0)
    monkeypatch.setattr("spark_streaming.quick.SMALL_ROWS", 0)
    lake = QuickLake(spark, empty_lake())

    lake.say(*EVERYTHING)
    walk(spark)

    assert same_gold(Versions(lake.lake), story)


def test_a_batch_that_is_begun_again_after_a_crash_tells_the_same(spark, empty_lake, story):
    lake = QuickLake(spark, empty_lake())
    first, more, learnt = (lake.log.append(*part) for part in (FIRST, MORE, LEARNT))

    def crash(batch, *lost):
        with pytest.raises(PowerCutError):
            lake.write(batch, lost)

    crash(first, MINUTE, DAY, MANIFEST)
    lake.begin()
    lake.write(first)

    crash(more, MESSAGE, FACT, OBSERVATION, MANIFEST)
    lake.begin()
    crash(more, MINUTE, DAY, MANIFEST)
    lake.begin()
    lake.write(more)

    crash(learnt, MINUTE, DAY, MANIFEST)
    lake.lose_checkpoint()
    crash(learnt, MANIFEST)
    lake.lose_checkpoint()
    lake.write(learnt)
    lake.say(*ALONE)

    begun_again = Versions(lake.lake)
    assert same_gold(begun_again, story)
    assert begun_again.told() == story.told()
