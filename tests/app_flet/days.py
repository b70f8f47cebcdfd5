"""Days and goals as tests need them."""

from datetime import date

from app_flet.answers.day import Day
from app_flet.answers.person import Goals

DATE = date(2026, 11, 24)
EMPTY = Day(date=DATE)
NO_GOALS = Goals()
