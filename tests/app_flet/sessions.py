"""Sessions as the house opens them."""

from datetime import UTC, datetime, timedelta

from app_flet.answers.person import Session


def session(name, minutes=15):
    ends = datetime.now(UTC) + timedelta(minutes=minutes)
    return Session(access_token=f"access {name}", refresh_token=name, expires_at=ends)
