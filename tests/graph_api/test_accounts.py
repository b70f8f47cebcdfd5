import pytest

from tests.graph_api.clients import SIGN_UP

SIGN_IN = """
mutation ($login: String!, $password: String!) {
  signIn(input: {login: $login, password: $password}) {
    ... on Session { accessToken refreshToken expiresAt user { name timezone day { steps } } }
    ... on Problem { code message field }
  }
}
"""
REFRESH = """
mutation ($token: String!) {
  refreshSession(refreshToken: $token) {
    ... on Session { accessToken refreshToken }
    ... on Problem { code }
  }
}
"""


@pytest.mark.usefixtures("luca")
async def test_signing_in_shows_the_person_without_a_second_request(nobody):
    session = (await nobody.data(SIGN_IN, login="luca@example.com", password="password1"))[
        "signIn"
    ]

    assert session["user"] == {
        "name": "Luca",
        "timezone": "Europe/Rome",
        "day": {"steps": None},
    }


@pytest.mark.usefixtures("luca")
async def test_a_wrong_password_is_a_problem_and_not_an_error(nobody):
    answer = await nobody.data(SIGN_IN, login="luca", password="wrong one")

    assert answer["signIn"]["code"] == "unauthenticated"


@pytest.mark.usefixtures("luca")
async def test_a_taken_login_is_a_problem_of_that_field(nobody):
    account = {"login": "luca", "email": "x@example.com", "password": "password1", "name": "L"}

    problem = (await nobody.data(SIGN_UP, input=account))["signUp"]

    assert problem["field"] == "login"


@pytest.mark.usefixtures("luca")
async def test_a_refresh_token_works_once(nobody):
    session = (await nobody.data(SIGN_IN, login="luca", password="password1"))["signIn"]
    first = (await nobody.data(REFRESH, token=session["refreshToken"]))["refreshSession"]

    again = (await nobody.data(REFRESH, token=session["refreshToken"]))["refreshSession"]

    assert first["accessToken"]
    assert again["code"] == "unauthenticated"


async def test_after_signing_out_the_access_token_opens_nothing(luca):
    assert (await luca.data("mutation { signOut }"))["signOut"] is True

    assert await luca.code("{ me { name } }") == "UNAUTHENTICATED"


async def test_without_a_token_nothing_is_told(nobody):
    assert await nobody.code("{ me { name } }") == "UNAUTHENTICATED"


@pytest.mark.usefixtures("luca")
async def test_a_stale_token_does_not_hinder_signing_in_again(nobody):
    stale = nobody.with_token("ey.not.valid")

    assert (
        "accessToken"
        in (await stale.data(SIGN_IN, login="luca", password="password1"))["signIn"]
    )
