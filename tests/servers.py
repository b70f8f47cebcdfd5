"""Other people's servers, real and small, on loopback."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

LOOPBACK = "127.0.0.1"
MINIO_KEY = "minioadmin"


def free_port():
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, within_s=60.0):
    until = time.monotonic() + within_s
    while True:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        assert process.poll() is None, f"{process.args[0]} ended"
        assert time.monotonic() < until, f"{process.args[0]} does not answer"
        time.sleep(0.05)


@contextlib.contextmanager
def served(command, port, **options):
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )
    try:
        wait_for_port(port, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def postgres_programs():
    """Return the folder of initdb and postgres, which Debian keeps off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@contextlib.contextmanager
def postgres(folder):
    programs, port = postgres_programs(), free_port()
    folder.chmod(0o755)
    data = Path("/tmp") / f"pulseplate-postgres-{port}"  # noqa: S108  the server is another user
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    initdb = [*as_user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run(initdb, check=True, capture_output=True)  # noqa: S603
    command = [*as_user, programs / "postgres", "-D", data, "-p", str(port), "-k", "/tmp"]  # noqa: S108
    try:
        with served([*command, "-h", LOOPBACK], port):
            yield f"postgresql://postgres@{LOOPBACK}:{port}/postgres"
    finally:
        shutil.rmtree(data)


def make_database(server, name):
    """Make an empty database on a server, given by the URL of any other of it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{server.rpartition('/')[0]}/{name}"


@contextlib.contextmanager
def minio(folder):
    port = free_port()
    command = ["minio", "server", str(folder), "--address", f"{LOOPBACK}:{port}"]
    keys = {"MINIO_ROOT_USER": MINIO_KEY, "MINIO_ROOT_PASSWORD": MINIO_KEY}
    with served(command, port, env={**os.environ, **keys}):
        yield f"http://{LOOPBACK}:{port}"
