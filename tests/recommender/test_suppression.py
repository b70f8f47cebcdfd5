import numpy as np
import pytest

from recommender.suppression import aversions, is_cooling_down, standing
from tests.recommender.conftest import did


@pytest.mark.parametrize(
    ("signal", "ago_h", "is_away"),
    [
        ("disliked", 1, True),
        ("disliked", 27 * 24, True),
        ("disliked", 29 * 24, False),
        ("skipped", 1, True),
        ("skipped", 13, False),
        ("completed", 1, True),
        ("completed", 13, False),
        ("liked", 1, False),
    ],
)
def test_what_was_said_keeps_an_item_away_for_a_while(person, signal, ago_h, is_away):
    said = [did(signal, "porridge", ago_h=ago_h)]

    assert is_cooling_down("porridge", person(said)) is is_away
    assert not is_cooling_down("toast", person(said))


def test_a_later_like_brings_an_item_back(person):
    said = [did("disliked", "porridge", ago_h=5), did("liked", "porridge", ago_h=1)]

    assert not is_cooling_down("porridge", person(said))


def test_looking_at_an_item_or_skipping_it_takes_no_dislike_back(person):
    said = [
        did("disliked", "porridge", ago_h=48),
        did("skipped", "porridge", ago_h=30),
        did("viewed", "porridge", ago_h=1),
    ]

    assert is_cooling_down("porridge", person(said))
    assert len(standing(said)) == 3


def test_a_dislike_speaks_against_its_neighbours_and_fades(person):
    places = {"porridge": 0, "muesli": 1, "steak": 2}
    likeness = np.array([[1.0, 0.8, 0.0], [0.8, 1.0, 0.0], [0.0, 0.0, 1.0]])

    fresh = aversions([did("disliked", "porridge")], places, likeness, person())
    long_ago = did("disliked", "porridge", ago_h=90 * 24 + 18.5)  # ages count from the morning
    old = aversions([long_ago], places, likeness, person())

    assert fresh[0] > fresh[1] > fresh[2] == 0.0
    assert old[1] == pytest.approx(fresh[1] / 4)
