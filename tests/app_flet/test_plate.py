import pytest

from app_flet import plate
from app_flet.answers.food import Food
from app_flet.forms import UnreadableError
from app_flet.plate import Portion

OATS = Food(id="oats", name="Oats", energy_kcal_per_100_g=379)
BROTH = Food(id="broth", name="Broth")


def test_a_food_is_on_the_plate_once():
    once = plate.with_food((), OATS)

    assert plate.with_food(once, OATS) == once


def test_the_plate_says_the_energy_of_what_is_known():
    full = (Portion(OATS, "60"), Portion(BROTH, "200"))

    assert plate.sentence(full) == "2 foods, 227 kcal"
    assert plate.sentence([Portion(BROTH)]) == "1 food, energy not known"


def test_grams_are_weighed_for_one_food_alone():
    weighed = plate.weighed((Portion(OATS), Portion(BROTH)), "oats", "60,5")

    assert [portion.grams for portion in weighed] == ["60,5", "100"]
    assert weighed[0].as_input() == {"foodId": "oats", "grams": 60.5}


@pytest.mark.parametrize("grams", ["", "0", "-5", "some"])
def test_a_portion_weighs_something(grams):
    with pytest.raises(UnreadableError) as refused:
        Portion(OATS, grams).as_input()

    assert refused.value.problem.field == "oats"


def test_a_food_can_be_taken_off_the_plate():
    assert plate.without((Portion(OATS), Portion(BROTH)), "oats") == (Portion(BROTH),)
