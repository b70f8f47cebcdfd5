import asyncio

import pytest

from app_flet.answers.base import Problem
from app_flet.draft import Draft
from app_flet.errors import HouseUnreachableError
from app_flet.forms import UnreadableError


@pytest.fixture
def draft():
    return Draft({"name": "Ada"})


def test_who_holds_a_draft_reads_what_was_typed_since(draft):
    held = draft

    draft.put("name", "Ada Lovelace")
    draft.put("login", "ada")

    assert held.values == {"name": "Ada Lovelace", "login": "ada"}


def test_each_change_of_a_draft_draws_its_form_anew(draft):
    changes = []

    def heard(_, field):
        changes.append(field)

    draft.subscribe(heard)
    draft.put("name", "Ada L.")
    draft.put("name", "Ada L.")

    assert changes == ["values"]


def test_what_a_draft_begins_with_stays_as_it_was():
    before = {"metrics": None}

    Draft(before).put("metrics", ["STEPS"])

    assert before == {"metrics": None}


async def test_a_draft_is_sent_once_however_often_its_button_is_pressed(draft):
    asked, answered = [], asyncio.Event()

    async def ask():
        asked.append(draft.is_busy)
        await answered.wait()
        return "made"

    first = asyncio.create_task(draft.send(ask))
    await asyncio.sleep(0)
    second = await draft.send(ask)
    answered.set()

    assert (await first, second) == ("made", None)
    assert asked == [True]
    assert not draft.is_busy


async def refused():
    return Problem("taken", "There is one of that name", "name")


async def unreadable():
    raise UnreadableError("name", "Please fill this in")


async def out_of_reach():
    raise HouseUnreachableError


@pytest.mark.parametrize(
    ("ask", "field"), [(refused, "name"), (unreadable, "name"), (out_of_reach, None)]
)
async def test_a_draft_that_could_not_be_sent_says_why_and_may_be_sent_again(draft, ask, field):
    assert await draft.send(ask) is None

    assert (draft.problem.field, draft.is_busy) == (field, False)


async def test_a_fault_of_the_app_itself_is_no_problem_of_the_person(draft):
    async def fail():
        raise KeyError("name")

    with pytest.raises(KeyError):
        await draft.send(fail)

    assert (draft.problem, draft.is_busy) == (None, False)


async def test_a_problem_lasts_until_its_field_is_typed_anew_or_the_draft_is_sent_again(draft):
    await draft.send(refused)

    draft.put("login", "ada")
    assert draft.problem.field == "name"
    draft.put("name", "Ada L.")
    assert draft.problem is None

    async def ask():
        return draft.problem

    await draft.send(out_of_reach)
    assert (await draft.send(ask), draft.problem) == (None, None)
