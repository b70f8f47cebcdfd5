import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.app_flet.visitor import CHROMIUM, DESKTOP, PASSWORD, PHONE, Line, visiting
from tests.houses import comes_true

pytestmark = [pytest.mark.browser, pytest.mark.house]
at_the_door = pytest.mark.asyncio(loop_scope="module")

WRONG = "no account has this login and password"


@pytest.fixture(scope="module", autouse=True)
def chromium(need):
    need(Path(CHROMIUM).exists(), "Chromium")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def at_door(house):
    """Somebody on a phone who is not signed in yet."""
    async with visiting(house.app, PHONE) as visitor:
        yield visitor


@pytest.fixture
def person(house):
    return house.sign_up(
        birthDate="1990-04-02",
        sex="MALE",
        heightCm=178,
        weightKg=78,
        diet=[],
        allergens=[],
        injuries=[],
        equipment=[],
    )


async def test_somebody_new_signs_up_registers_a_device_and_signs_out(house):
    login = f"ada-{datetime.now(UTC):%H%M%S%f}"
    async with visiting(house.app, PHONE) as visitor:
        await visitor.press("Create an account")
        await visitor.type_into("Your name", "Ada Lovelace")
        await visitor.type_into("Login", login)
        await visitor.type_into("E-mail", f"{login}@example.com")
        await visitor.type_into("Password", PASSWORD)
        await visitor.press("Sign up")
        await visitor.sees("Hi, Ada")

        await visitor.go("Devices")
        await visitor.press("Add a device")
        await visitor.type_into("Name of the device", "My strap")
        await visitor.press("Register")
        await visitor.sees("Copy the password now")
        await visitor.press("I have copied it")
        await visitor.sees("Never seen")

        await visitor.go("Settings")
        await visitor.sees("Profile")
        await visitor.page.mouse.move(195, 400)
        await visitor.page.mouse.wheel(0, 5000)
        await visitor.press("Sign out")
        await visitor.sees("Welcome back")
        assert visitor.complaints == []


async def test_a_meal_is_found_logged_and_taken_back(house, person):
    async with visiting(house.app, DESKTOP) as visitor:
        await visitor.sign_in(person.login)
        await visitor.go("Eat")
        await visitor.type_into("Search a food", "banana")
        adds = visitor.page.get_by_role("button", name=re.compile("^Add ", re.IGNORECASE))
        await adds.first.click()
        await visitor.press("Log this meal")
        await visitor.sees("The meal is logged")
        meals = "{ me { meals(first: 1) { edges { node { id energyKcal } } } } }"
        await asyncio.to_thread(comes_true, lambda: person.ask(meals)["me"]["meals"]["edges"])

        take_back = visitor.page.get_by_role("button", name=re.compile("^Take back"))
        await take_back.first.click()
        await expect(take_back).to_have_count(0, timeout=10_000)
        await asyncio.to_thread(
            comes_true, lambda: not person.ask(meals)["me"]["meals"]["edges"]
        )
        assert visitor.complaints == []


async def test_what_was_changed_elsewhere_is_not_taken_back_by_a_save(house, person):
    changed = 'mutation { updateProfile(input: {allergens: ["peanuts"]}) { __typename } }'
    profile = "{ me { profile { name allergens } } }"
    wanted = {"name": "Ada", "allergens": ["peanuts"]}
    async with visiting(house.app, DESKTOP) as visitor:
        await visitor.sign_in(person.login)
        await visitor.go("Settings")
        await visitor.sees("Log your weight")
        await asyncio.to_thread(person.ask, changed)
        await visitor.type_into("Weight (kg)", "77.5")
        await visitor.press_beside("Save", "Weight (kg)")
        await visitor.sees("Your weight is logged")

        await visitor.type_into("Your name", "Ada")
        await visitor.button("Save").last.click()

        await asyncio.to_thread(
            comes_true, lambda: person.ask(profile)["me"]["profile"]["name"] == "Ada"
        )
        assert (await asyncio.to_thread(person.ask, profile))["me"]["profile"] == wanted
        assert visitor.complaints == []


async def test_what_is_typed_right_before_a_button_is_pressed_is_sent(house, person):
    app = psutil.Process(await asyncio.to_thread(house.pid, "app"))
    async with visiting(house.app, PHONE) as visitor:
        await visitor.type_into("Login or e-mail", person.login)
        app.suspend()  # so that typing and pressing reach it at once
        try:
            await visitor.type_into("Password", PASSWORD)
            await visitor.press("Sign in")
        finally:
            app.resume()
        await visitor.sees("Hi, ")


async def test_a_phone_that_loses_its_network_goes_on_where_it_was(house, person):
    line = Line()
    async with visiting(house.app, PHONE, line) as visitor:
        await visitor.type_into("Login or e-mail", person.login)
        await visitor.type_into("Password", PASSWORD)
        await visitor.press("Sign in")
        await line.cut()
        await visitor.sees("Hi, ")

        await line.cut()
        await visitor.go("Settings")
        await visitor.sees("Profile")

        await visitor.page.reload()
        await visitor.ask_for_names()
        await visitor.sees("Profile")


@at_the_door
async def test_the_app_can_be_installed(house, at_door):
    worker = await at_door.page.evaluate(
        "navigator.serviceWorker.ready.then((it) => it.active.scriptURL)"
    )

    assert worker == f"{house.app}/sw.js"
    assert await at_door.page.locator("link[rel=manifest]").count() == 1
    assert at_door.complaints == []


@at_the_door
async def test_the_app_is_drawn_in_one_thread(at_door):
    await at_door.sees("Sign in")

    assert at_door.page.workers == []


@at_the_door
async def test_a_password_that_is_wrong_is_said_and_nothing_breaks(at_door, person):
    await at_door.type_into("Login or e-mail", person.login)
    await at_door.type_into("Password", "not the password")
    await at_door.press("Sign in")

    await at_door.sees(WRONG)
    await expect(at_door.button("Sign in")).to_be_enabled(timeout=10_000)
    await expect(at_door.page.get_by_text("Hi, ")).to_have_count(0)
    assert at_door.complaints == []


@at_the_door
async def test_what_is_said_of_signing_in_is_not_said_of_signing_up(at_door):
    await at_door.type_into("Login or e-mail", "nobody")
    await at_door.type_into("Password", "not the password")
    await at_door.press("Sign in")
    await at_door.sees(WRONG)

    await at_door.press("Create an account")

    await at_door.sees("Create your account")
    await expect(at_door.page.get_by_text(WRONG)).to_have_count(0)
    await at_door.press("I have an account")


@at_the_door
async def test_what_was_typed_outlives_a_change_of_the_layout(at_door):
    await at_door.type_into("Login or e-mail", "ada")
    await at_door.page.set_viewport_size(DESKTOP)

    await at_door.sees_beside("PulsePlate", "Sign in to continue")
    await expect(await at_door.enter("Login or e-mail")).to_have_value("ada")
