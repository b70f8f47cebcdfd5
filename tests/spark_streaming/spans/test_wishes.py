from spark_streaming.spans.wishes import Wishes


def test_a_goal_holds_from_the_day_on_which_it_is_set(day, said):
    everybodys = said(0, name="goals.daily_energy_kcal", segment="*:*:*:*", value=1900.0)
    everybodys.payload["version"] = 1
    wishes = Wishes(
        goals=(
            said(3, kind="HEALTH", daily_energy_kcal=None),
            said(5, kind="HEALTH", daily_energy_kcal=2200.0),
        ),
        options=((everybodys,),),
    )

    held = [wishes.goal_or_option("daily_energy_kcal", day(place)) for place in (0, 4, 5)]
    assert held == [1900.0, 1900.0, 2200.0]
    assert wishes.goal("kind", day(2)) is None


def test_a_goal_that_was_taken_back_is_not_set(day, said):
    goals = (said(0, daily_energy_kcal=2200.0), said(4, daily_energy_kcal=None))

    assert Wishes(goals=goals).goal("daily_energy_kcal", day(3)) == 2200.0
    assert Wishes(goals=goals).goal("daily_energy_kcal", day(4)) is None


def test_what_the_profile_once_told_stays_told(day, said):
    wishes = Wishes(profile=(said(1, sex="FEMALE"), said(3, sex=None)))

    assert [wishes.sex(day(place)) for place in (0, 5)] == ["FEMALE", "FEMALE"]


def test_an_option_is_the_persons_own_before_their_segments_before_everybodys(day, said):
    def option(segment, value, since=0):
        return (
            said(since, name="goals.weekly_rate_kg", segment=segment, value=value, version=1),
        )

    options = (
        option("*:*:*:*", 0.0),
        option("LOSE_WEIGHT:*:*:*", 0.5),
        option("PERSON", 0.3, 5),
    )
    slim = Wishes(goals=(said(0, kind="LOSE_WEIGHT"),), options=options)

    assert Wishes(options=options).option("weekly_rate_kg", day(4)) == 0.0
    assert slim.option("weekly_rate_kg", day(4)) == 0.5
    assert slim.option("weekly_rate_kg", day(5)) == 0.3
