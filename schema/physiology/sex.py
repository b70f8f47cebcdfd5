"""The sex a formula was fitted for."""

from enum import StrEnum


class Sex(StrEnum):
    """What a person gave as their sex.

    Most formulae were fitted for two sexes. Anybody else, and whoever gave none, gets the
    mean of the two, with lowered confidence.
    """

    FEMALE = "FEMALE"
    MALE = "MALE"
    OTHER = "OTHER"
