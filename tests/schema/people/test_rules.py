import pytest

from schema.errors import InvalidInputError
from schema.people.accounts import NewAccount
from schema.people.rules import LONGEST_EMAIL, check_account, check_zone


def account(login="luca", email="luca@example.com"):
    return NewAccount(login=login, email=email, password="password1", name="Luca")


@pytest.mark.parametrize("login", ["luca", "Luca.Bianchi", "kim-2"])
def test_a_login_is_of_plain_letters(login):
    check_account(account(login=login))


@pytest.mark.parametrize("login", ["\u017fara", "\u212aim", "luc\u0131", "luca\n"])
def test_a_letter_that_looks_like_a_plain_one_makes_no_login(login):
    with pytest.raises(InvalidInputError) as refusal:
        check_account(account(login=login))

    assert refusal.value.field == "login"


@pytest.mark.parametrize(
    "email", ["a\0b@x.y", "\x01@x.y", "a\u200b@x.y", "a@x.y\x7f", "a b@x.y", "a@x..y"]
)
def test_what_cannot_be_seen_is_in_no_e_mail_address(email):
    with pytest.raises(InvalidInputError) as refusal:
        check_account(account(email=email))

    assert refusal.value.field == "email"


def test_an_e_mail_address_has_to_fit_as_it_is_looked_up():
    grows_threefold = "\u0390"
    email = f"{grows_threefold * 60}@{grows_threefold * 60}.yy"
    assert len(email) < LONGEST_EMAIL < len(email.casefold())

    with pytest.raises(InvalidInputError, match="at most 200 characters"):
        check_account(account(email=email))


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/Argentina/Salta", "Etc/GMT+5", "UTC"])
def test_a_time_zone_is_that_of_a_place_or_utc(zone):
    check_zone(zone)


@pytest.mark.parametrize("zone", ["ROC", "Factory", "localtime", "GB", "EST", "", "Moon/Sea"])
def test_what_not_every_reader_knows_is_no_time_zone(zone):
    with pytest.raises(InvalidInputError, match="send a place such as Europe/Rome, or UTC"):
        check_zone(zone)
