from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import text

from infra.database.engine import make_engine

AT_ONCE, HOUSES = 6, 100


def test_whoever_opens_a_new_database_in_the_same_moment_gets_in(tmp_path):
    together = Barrier(AT_ONCE)

    def open_it(url):
        engine = make_engine(url)
        together.wait()
        with engine.connect() as connection:
            mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        engine.dispose()
        return mode

    with ThreadPoolExecutor(AT_ONCE) as processes:
        for house in range(HOUSES):
            url = f"sqlite:///{tmp_path / f'{house}.db'}"
            assert list(processes.map(open_it, [url] * AT_ONCE)) == ["wal"] * AT_ONCE
