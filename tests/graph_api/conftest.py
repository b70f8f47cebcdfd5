import asyncio
import shutil
import socket
from datetime import timedelta

import httpx
import pytest
import uvicorn

from graph_api.app import create_app
from graph_api.services import GraphOptions, Services
from infra.database.accounts import SqlAccounts
from infra.database.api_keys import SqlApiKeys
from infra.database.defaults import SqlDefaults
from infra.database.devices import SqlDevices
from infra.database.engine import make_engine
from infra.database.imports import SqlImports
from infra.database.migrate import upgrade
from infra.database.profiles import SqlProfiles
from infra.database.tokens import AccessTokens
from infra.database.transactions import Database
from ingestion.intake import Intake
from ingestion.pipeline import Pipeline
from tests.graph_api import stores
from tests.graph_api.clients import Client, signed_up

SECRET = b"a secret of thirty-two characters"
BRIDGE_SECRET = "the secret of the bridge"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "migrated.db"
    database = Database(make_engine(f"sqlite:///{path}"))
    upgrade(database)
    database.close()
    return path


@pytest.fixture
def database(migrated, tmp_path):
    database = Database(
        make_engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'house.db')}")
    )
    yield database
    database.close()


@pytest.fixture
def log():
    return stores.Log()


@pytest.fixture
def lake():
    return stores.Lake()


@pytest.fixture
def clock():
    return stores.Clock()


@pytest.fixture
def services(database, passwords, log, lake, clock):
    return Services(
        accounts=SqlAccounts(
            database,
            passwords,
            AccessTokens(SECRET, timedelta(minutes=15)),
            timedelta(days=30),
        ),
        profiles=SqlProfiles(database),
        defaults=SqlDefaults(database),
        devices=SqlDevices(database),
        known_devices=stores.KnownDevices(),
        api_keys=SqlApiKeys(database),
        imports=SqlImports(database),
        import_watch=stores.ImportSteps(),
        lake=lake,
        live=stores.Live(),
        door=Intake(Pipeline(), log),
        advice=stores.Advice(),
        catalogue=stores.Catalogue(),
        heartbeats=stores.Signs(),
        options=GraphOptions(
            public_mqtt_url="mqtt://house:1883",
            mqtt_bridge_secret=BRIDGE_SECRET,
            allowed_origins=("https://app.example",),
            token_check_interval_s=0.05,
        ),
        clock=clock,
    )


@pytest.fixture
def app(services):
    return create_app(services)


@pytest.fixture
async def address(app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        app, port=port, log_level="warning", ws="websockets-sansio", lifespan="off"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  it tells in no other way
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    await serving


@pytest.fixture
async def http(app):
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://house") as client:
        yield client


@pytest.fixture
def nobody(http):
    return Client(http)


@pytest.fixture
async def luca(nobody):
    return await signed_up(nobody, "luca")


@pytest.fixture
async def eva(nobody):
    return await signed_up(nobody, "eva")
