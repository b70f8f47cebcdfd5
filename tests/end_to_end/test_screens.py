"""What a person sees in the browser is what the house knows, at that moment."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.app_flet.visitor import CHROMIUM, DESKTOP, PHONE, visiting
from tests.houses import comes_true

pytestmark = [pytest.mark.browser, pytest.mark.house]

NUMBERS = (
    "{ me { goals { dailyEnergyKcal progress } day { energyInKcal energyOutKcal"
    " energyBalanceKcal steps sleepMinutes readiness { value }"
    " adherence { workouts nutrition } } live { metric value } } }"
)
OF_A_DAY = "steps energyInKcal energyOutKcal sleepMinutes"
AT_ONCE_MS = 5_000
SCREENFULS = 6


@pytest.fixture(autouse=True)
def chromium(need):
    need(Path(CHROMIUM).exists(), "Chromium")


def where_it_is_one_in_the_afternoon():
    """A zone in which a night that has just ended was today's, whenever the test runs."""
    ahead_h = 13 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead_h:+d}" if ahead_h else "UTC"


@pytest.fixture(scope="module")
def wearer(house):
    """Somebody with a body, goals and a day so far, which the house has told; and a watch."""
    person = house.sign_up(
        timezone=where_it_is_one_in_the_afternoon(),
        birthDate="1990-04-02",
        sex="FEMALE",
        heightCm=170,
        weightKg=71.5,
        diet=[],
        allergens=[],
        injuries=[],
        equipment=[],
    )
    person.ask(
        "mutation($i: GoalsInput!) { updateGoals(input: $i) { __typename } }",
        i={
            "kind": "LOSE_WEIGHT",
            "targetWeightKg": 65,
            "weeklyWorkouts": 3,
            "dailyEnergyKcal": 1800,
            "dailySteps": 9000,
        },
    )
    eat(person)
    device = person.register()
    with device.connected():
        comes_true(lambda: device.is_connected)
        device.publish(*a_day_so_far())
        comes_true(lambda: None not in person.day(OF_A_DAY).values())
    return person, device


def beats(bpm):
    now = datetime.now(UTC).isoformat()
    return {"type": "heart_rate", "time": now, "value": bpm, "unit": "bpm"}


def a_day_so_far():
    """A night that ended an hour ago, and a walk since."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    woke = now - timedelta(hours=1)
    night = [("light", 240), ("deep", 95), ("rem", 70)]
    events, start = [], woke - timedelta(minutes=sum(minutes for _, minutes in night))
    for stage, minutes in night:
        end = start + timedelta(minutes=minutes)
        events.append(
            {
                "type": "sleep_stage",
                "start": start.isoformat(),
                "end": end.isoformat(),
                "stage": stage,
            }
        )
        start = end
    walked = {
        "start": (now - timedelta(minutes=10)).isoformat(),
        "end": (now - timedelta(minutes=1)).isoformat(),
    }
    events.append({"type": "steps", **walked, "value": 1234, "unit": "count"})
    events.append({"type": "active_energy", **walked, "value": 61.5, "unit": "kcal"})
    return events


def eat(person):
    person.ask(
        "mutation($i: MealInput!) { logMeal(input: $i) { __typename } }",
        i={
            "time": datetime.now(UTC).isoformat(),
            "items": [{"name": "Lentil stew", "energyKcal": 612.4, "proteinG": 31}],
        },
    )


def said(value, unit=""):
    """A number as people read it; what is not recorded is no zero."""
    if value is None:
        return "not recorded"
    sign = "−" if round(value) < 0 else ""
    return f"{sign}{abs(round(value)):,} {unit}".strip()


def percent(fraction):
    return said(None if fraction is None else fraction * 100, "%")


def hours(minutes):
    if minutes is None:
        return said(None)
    return f"{round(minutes) // 60} h {round(minutes) % 60} min"


def on_screen(me):
    """Everything that Today has to say, of what the API answers."""
    day, goals = me["day"], me["goals"]
    kept = day["adherence"] or {"workouts": None, "nutrition": None}
    balance = day["energyBalanceKcal"]
    sign = "+" if balance and round(balance) > 0 else ""

    def in_a_week(fraction):
        return percent(fraction) + ("" if fraction is None else " in 7 days")

    ring = said(day["energyInKcal"])
    if day["energyInKcal"] is not None:
        ring += f" of {said(goals['dailyEnergyKcal'], 'kcal')}"
    rings = [
        f"Energy eaten: {ring}",
        f"Nutrition plan kept: {in_a_week(kept['nutrition'])}",
        f"Workout plan done: {in_a_week(kept['workouts'])}",
    ]
    return [
        ". ".join(rings),
        f"Energy balance: {sign}{said(balance, 'kcal')}",
        f"Eaten: {said(day['energyInKcal'], 'kcal')}",
        f"Burned: {said(day['energyOutKcal'], 'kcal')}",
        f"Sleep: {hours(day['sleepMinutes'])}",
        f"Readiness: {said(day['readiness'] and day['readiness']['value'])}",
        f"Steps: {said(day['steps'])}",
        f"Goal progress: {percent(goals['progress'])}",
    ]


async def missing_of(visitor, words):
    """Return what of these is said nowhere on the screen, however far down."""
    page, missing = visitor.page, set(words)
    await page.mouse.move(200, 400)
    for turn in range(2 * SCREENFULS):
        for each in list(missing):
            found = page.get_by_label(each, exact=True).or_(page.get_by_text(each, exact=True))
            if await found.count():
                missing.discard(each)
        if not missing:
            break
        await page.mouse.wheel(0, 500 if turn < SCREENFULS else -500)
        await asyncio.sleep(0.3)
    await page.mouse.wheel(0, -10_000)
    return missing


async def comes_to_agree(visitor, ask, within_s=60):
    """Wait until the screen says all that the API says; return that."""
    until = asyncio.get_running_loop().time() + within_s
    while True:
        me = (await asyncio.to_thread(ask, NUMBERS))["me"]
        missing = await missing_of(visitor, on_screen(me))
        if not missing:
            return me
        assert asyncio.get_running_loop().time() < until, f"not on the screen: {missing}"


async def dislikes_first(visitor):
    """Turn down the first thing that is offered; return what its button was called."""
    page = visitor.page
    dislikes = page.get_by_role("button", name=re.compile("^Dislike "))
    await page.mouse.move(200, 400)
    for _ in range(SCREENFULS):
        if await dislikes.count():
            break
        await page.mouse.wheel(0, 400)
        await asyncio.sleep(0.5)
    called = re.search(r'"(Dislike .+)"', await dislikes.first.aria_snapshot())
    assert called
    await dislikes.first.click()
    return called.group(1)


def offered(person):
    slate = "recommendations(kind: WORKOUT, first: 3) { items { title } }"
    items = person.ask(f"{{ me {{ {slate} }} }}")["me"]["recommendations"]["items"]
    return [item["title"] for item in items]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_the_screen_says_what_the_house_knows(house, wearer, screen):
    person, device = wearer
    with device.connected():
        await asyncio.to_thread(comes_true, lambda: device.is_connected)
        async with visiting(house.app, screen) as visitor:
            await visitor.sign_in(person.login)
            for bpm in (71, 84):
                device.publish(beats(bpm))
                await visitor.sees(f"Heart rate {bpm} beats per minute")
            live = (await asyncio.to_thread(person.ask, NUMBERS))["me"]["live"]
            assert {"metric": "HEART_RATE", "value": 84.0} in live

            day = (await comes_to_agree(visitor, person.ask))["day"]
            assert (day["steps"], day["sleepMinutes"]) == (1234, 405)
            assert day["energyInKcal"] == 612.4

            assert await visitor.pushed_aside_px() == 0
            name = await dislikes_first(visitor)
            gone = visitor.page.get_by_role("button", name=name, exact=True)
            await expect(gone).to_have_count(0, timeout=AT_ONCE_MS)
            assert name.removeprefix("Dislike ") not in await asyncio.to_thread(offered, person)
            assert visitor.complaints == []
    assert not device.rejected
