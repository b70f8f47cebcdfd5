"""What a food may do harm by."""

from enum import StrEnum


class Allergen(StrEnum):
    """The fourteen that must be declared in the European Union.

    A food whose allergens are not known is not free of any.

    Source: Regulation (EU) No 1169/2011, Annex II.
    """

    GLUTEN = "GLUTEN"
    CRUSTACEANS = "CRUSTACEANS"
    EGGS = "EGGS"
    FISH = "FISH"
    PEANUTS = "PEANUTS"
    SOYBEANS = "SOYBEANS"
    MILK = "MILK"
    NUTS = "NUTS"
    CELERY = "CELERY"
    MUSTARD = "MUSTARD"
    SESAME = "SESAME"
    SULPHITES = "SULPHITES"
    LUPIN = "LUPIN"
    MOLLUSCS = "MOLLUSCS"
