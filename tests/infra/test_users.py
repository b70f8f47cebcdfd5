import pytest
from typer.testing import CliRunner

from infra.cli.users import register
from schema.errors import InvalidInputError


@pytest.fixture
def door(tmp_path, monkeypatch):
    import typer

    monkeypatch.setenv("PULSEPLATE_HOME", str(tmp_path))
    door = typer.Typer()
    register(door)
    return door


def test_an_account_is_made_in_a_house_that_does_not_run(door, tmp_path):
    given = ["user", "add", "luca.bianchi", "--email", "luca@example.com"]

    result = CliRunner().invoke(door, given, input="password1\n")

    assert result.exit_code == 0, result.output
    assert "luca.bianchi <luca@example.com> has an account, in UTC" in result.output
    assert (tmp_path / "pulseplate.db").exists()


def test_a_login_is_given_once(door):
    given = ["user", "add", "luca.bianchi", "--email", "luca@example.com"]
    CliRunner().invoke(door, given, input="password1\n")

    result = CliRunner().invoke(door, given, input="password1\n")

    assert isinstance(result.exception, InvalidInputError)
    assert result.exception.field == "login"
