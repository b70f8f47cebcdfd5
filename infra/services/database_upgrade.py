"""Brings the database of this process's settings to this version's form."""

from infra.database.engine import make_engine
from infra.database.migrate import upgrade
from infra.database.transactions import Database
from infra.settings import load_settings


def main() -> None:
    """Run the migrations that haven't run, and write the defaults that aren't there."""
    database = Database(make_engine(load_settings().database_url))
    try:
        upgrade(database)
    finally:
        database.close()


if __name__ == "__main__":
    main()
