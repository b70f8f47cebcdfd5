"""Other people's servers, real and small, on loopback."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import httpx
import psycopg
from psycopg.sql import SQL, Identifier

LOOPBACK = "127.0.0.1"
MINIO_KEY = "minioadmin"


def free_port():
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def postgres_programs():
    """Return the folder of initdb and postgres, which Debian keeps off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@contextlib.contextmanager
def postgres():
    """Serve a PostgreSQL that takes statements, which an open port does not say yet."""
    programs, port = postgres_programs(), free_port()
    data = Path("/tmp") / f"pulseplate-postgres-{port}"  # noqa: S108  the server is another user

    def control(*arguments):
        # PostgreSQL refuses to run as root.
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, programs / "pg_ctl", "-D", data, *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")  # noqa: S603

    control("initdb", "-o", "-U postgres -A trust -N")
    try:
        listening = f"-p {port} -h {LOOPBACK} -k /tmp -F"  # what it keeps is for this run
        control("start", "--wait", "-l", data / "server.log", "-o", listening)
        try:
            yield f"postgresql://postgres@{LOOPBACK}:{port}/postgres"
        finally:
            control("stop", "-m", "fast")
    finally:
        shutil.rmtree(data)


def make_database(server, name):
    """Make an empty database on a server, given by the URL of any other of it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{server.rpartition('/')[0]}/{name}"


@contextlib.contextmanager
def minio(folder):
    """Serve a MinIO that takes objects."""
    url = f"http://{LOOPBACK}:{free_port()}"
    command = ["minio", "server", folder, "--address", url.removeprefix("http://")]
    keys = {"MINIO_ROOT_USER": MINIO_KEY, "MINIO_ROOT_PASSWORD": MINIO_KEY}
    with subprocess.Popen(  # noqa: S603
        command,
        env={**os.environ, **keys},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until_ready(f"{url}/minio/health/ready", server)
            yield url
        finally:
            server.kill()


def wait_until_ready(url, server, within_s=60.0):
    until = time.monotonic() + within_s
    while not is_ready(url):
        assert server.poll() is None, f"{server.args[0]} ended with {server.returncode}"
        assert time.monotonic() < until, f"{server.args[0]} is not ready after {within_s:.0f} s"
        time.sleep(0.05)


def is_ready(url):
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
