"""Structured data in SQL: SQLite on one machine, CockroachDB or PostgreSQL on many.

`make_engine` and `Database` open it, `upgrade` brings it to the newest state, and the `Sql…`
classes keep what the ports of `schema` promise.
"""
