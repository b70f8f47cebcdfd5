"""Events and files over HTTP."""

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from infra.object_store import FolderObjects
from infra.redis.leases import SoleProcess
from ingestion import http
from ingestion.http import ingest_router
from ingestion.importer import Importer, ImportStores
from ingestion.intake import Intake
from ingestion.uploads import Uploads
from schema.errors import NotAllowedError, UnauthenticatedError
from schema.people.devices import SourceKind
from schema.people.imports import ImportState
from schema.ports.doors import Sender
from tests.ingestion.ports import CountingLake, HeardDevices, Watch

LUCA = "11111111-1111-4111-8111-111111111111"
EVENTS = "/ingest/v1/events"
PULSE = {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 70}
SENDERS = {
    "Bearer watch": Sender(LUCA, "watch", SourceKind.DEVICE),
    "Bearer luca": Sender(LUCA, "manual", SourceKind.MANUAL),
}


async def authenticate(authorization):
    if authorization == "Bearer reader":
        raise NotAllowedError("this API key lacks the scope ingest")
    if authorization not in SENDERS:
        raise UnauthenticatedError("send Authorization: Bearer <token>")
    return SENDERS[authorization]


@pytest.fixture
def devices():
    return HeardDevices()


async def in_rome(_user_id):
    return "Europe/Rome"


@pytest.fixture
def uploads(pipeline, log, imports, tmp_path):
    stores = ImportStores(log, imports, CountingLake(log), Watch(), SoleProcess())
    return Uploads(Importer(pipeline, stores), FolderObjects(tmp_path / "objects"), in_rome)


@pytest.fixture
async def api(pipeline, log, devices, uploads):
    app = FastAPI()
    app.include_router(ingest_router(Intake(pipeline, log), authenticate, devices, uploads))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        client.headers["authorization"] = "Bearer watch"
        yield client
    await uploads.close()


async def test_events_are_answered_after_the_log_confirmed(api, log):
    answer = await api.post(EVENTS, json=[PULSE, {"id": "b"}])

    assert answer.status_code == 202
    assert answer.json()["accepted"] == 1
    assert answer.json()["duplicates"] == 0
    (rejection,) = answer.json()["rejected"]
    assert (rejection["index"], rejection["id"]) == (1, "b")
    assert rejection["code"] == "invalid_event"
    assert [one.source_id for one in log.envelopes] == ["watch"]
    assert [letter.event_id for letter in log.letters] == ["b"]


async def test_a_device_was_heard_with_what_it_says_of_itself(api, devices):
    await api.post(EVENTS, json=[PULSE | {"battery_percent": 64, "firmware": "1.2"}])

    (heard,) = devices.heard
    assert (heard.device_id, heard.battery_percent, heard.firmware) == ("watch", 64, "1.2")


async def test_a_person_is_no_device_that_was_heard(api, devices):
    await api.post(EVENTS, json=[PULSE], headers={"authorization": "Bearer luca"})

    assert devices.heard == []


async def test_the_same_again_is_a_duplicate_and_goes_on_the_log_all_the_same(api, log):
    await api.post(EVENTS, json=[PULSE])

    answer = await api.post(EVENTS, content=msgspec.json.encode(PULSE) + b"\n" * 2)

    assert answer.json() == {"accepted": 0, "duplicates": 1, "rejected": []}
    assert len(log.envelopes) == 2


async def test_a_log_that_is_away_takes_nothing_and_says_when_to_come_again(api, log):
    log.is_away = True

    answer = await api.post(EVENTS, json=[PULSE])

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["code"] == "log_unavailable"


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("Bearer stranger", 401), ("Bearer reader", 403)]
)
async def test_who_may_not_send_is_told_so_before_anything_is_read(api, token, status):
    headers = {"authorization": token} if token else {"authorization": ""}

    for path in (EVENTS, "/ingest/v1/files"):
        answer = await api.post(path, content=b"whatever", headers=headers)
        assert answer.status_code == status


async def test_a_body_that_cannot_be_read_is_a_bad_request(api, log):
    answer = await api.post(EVENTS, content=b"hello")

    assert answer.status_code == 400
    assert answer.json()["rejected"][0]["code"] == "unreadable"
    assert [letter.original for letter in log.letters] == ["hello"]


async def test_a_body_that_is_too_large_is_refused(api, log, monkeypatch):
    monkeypatch.setattr(http, "LARGEST_MESSAGE_BYTES", 10)

    answer = await api.post(EVENTS, json=[PULSE])

    assert answer.status_code == 413
    assert not log.envelopes


HOURS = b"Id,ActivityHour,StepTotal\n7,4/12/2016 1:00:00 AM,40\n8,4/12/2016 1:00:00 AM,50\n"


async def test_a_file_is_imported_beside_what_else_the_api_does(api, uploads, imports, log):
    answer = await api.post(
        "/ingest/v1/files",
        files={"file": ("../hours.csv", HOURS)},
        data={"person": "8"},
        headers={"authorization": "Bearer luca"},
    )

    assert answer.status_code == 202
    await uploads.close()
    record = imports.records[answer.json()["importId"]]
    assert (record.state, record.accepted) == (ImportState.DONE, 1)
    assert record.object_key.startswith(f"uploads/{LUCA}/")
    assert log.envelopes[0].values == [50.0]


async def test_a_file_of_several_people_fails_by_naming_them(api, uploads, imports):
    answer = await api.post(
        "/ingest/v1/files",
        files={"file": ("hours.csv", HOURS)},
        headers={"authorization": "Bearer luca"},
    )

    await uploads.close()
    record = imports.records[answer.json()["importId"]]
    assert record.state is ImportState.FAILED
    assert "7, 8" in record.problem


async def test_a_device_sends_no_files(api):
    answer = await api.post("/ingest/v1/files", files={"file": ("hours.csv", HOURS)})

    assert answer.status_code == 403


async def test_a_form_without_a_file_says_so(api):
    answer = await api.post(
        "/ingest/v1/files",
        data={"person": "8"},
        headers={"authorization": "Bearer luca"},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
