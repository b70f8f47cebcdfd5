"""Events and files over HTTP."""

from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile

from ingestion.pipeline import now_ms
from ingestion.sent import LARGEST_MESSAGE_BYTES
from ingestion.signs import sighting_in
from ingestion.uploads import Uploads
from schema.errors import (
    InvalidInputError,
    LogUnavailableError,
    NotAllowedError,
    PulsePlateError,
    UnauthenticatedError,
    UnreadableMessageError,
)
from schema.events import Door
from schema.people.devices import SourceKind
from schema.ports.devices import KnownDevices
from schema.ports.doors import Authenticate, EventDoor, Receipt, Rejection, Sender

LARGEST_UPLOAD_BYTES: Final = 2 * 1024 * 1024 * 1024
_RETRY_AFTER_S: Final = 2


class TooLargeError(PulsePlateError):
    """A body larger than the door takes in one request."""

    code = "too_large"


class Taken(msgspec.Struct):
    """The answer to events: new ones, ones said before, and the refused with their reasons."""

    accepted: int
    duplicates: int
    rejected: list[Rejection]


_STATUS: Final[dict[type[PulsePlateError], HTTPStatus]] = {
    UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    NotAllowedError: HTTPStatus.FORBIDDEN,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    LogUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_HEADERS: Final[dict[type[PulsePlateError], dict[str, str]]] = {
    UnauthenticatedError: {"WWW-Authenticate": "Bearer"},
    LogUnavailableError: {"Retry-After": str(_RETRY_AFTER_S)},
}


def ingest_router(
    door: EventDoor, authenticate: Authenticate, devices: KnownDevices, uploads: Uploads
) -> APIRouter:
    """Return the routes by which events and files come in.

    Args:
        door: The way in for events.
        authenticate: Tells who sends.
        devices: Remembers when each was heard.
        uploads: Keeps uploaded files and imports them.
    """
    router = APIRouter(prefix="/ingest/v1", tags=["ingest"])
    authorization = Annotated[str | None, Header()]

    @router.post("/events", status_code=HTTPStatus.ACCEPTED)
    async def events(request: Request, authorization: authorization = None) -> Response:
        """Take one event, a JSON array of events, or one a line (NDJSON).

        Answers 202 after the log confirmed; 503 when the log is away: nothing of the
        request was taken then, send it again.
        """
        try:
            sender = await authenticate(authorization)
            message = await _body(request)
            if sender.kind is SourceKind.DEVICE:
                await devices.seen([sighting_in(sender.source_id, message, now_ms(), None)])
            receipt = await door.take(message, sender, Door.HTTP)
        except PulsePlateError as error:
            return refusal(error)
        return _json(_status_of(receipt), _taken(receipt))

    @router.post("/files", status_code=HTTPStatus.ACCEPTED)
    async def files(request: Request, authorization: authorization = None) -> Response:
        """Take a file or an archive; how far its import is can be asked of the graph.

        Multipart fields: `file`, and where needed `timezone` (of local times; else the
        person's own) and `person` (which of several people in the file).
        """
        try:
            sender = await authenticate(authorization)
            if sender.kind is SourceKind.DEVICE:
                raise NotAllowedError("a device sends events, not files")
            _refuse_large(request)
            async with request.form(max_files=1, max_fields=10) as form:
                import_id = await _take_file(form, sender, uploads)
        except PulsePlateError as error:
            return refusal(error)
        return _json(HTTPStatus.ACCEPTED, {"importId": import_id})

    return router


def refusal(error: PulsePlateError) -> Response:
    """Return the answer to a request of which nothing was taken."""
    status = _STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
    body = {"code": error.code, "message": str(error)}
    return _json(status, body, _HEADERS.get(type(error)))


def _json(status: HTTPStatus, body: Any, headers: dict[str, str] | None = None) -> Response:
    content = msgspec.json.encode(body)
    return Response(content, status, headers, media_type="application/json")


def _taken(receipt: Receipt) -> Taken:
    new = len(receipt.accepted) - receipt.duplicates
    return Taken(new, receipt.duplicates, receipt.rejected)


def _status_of(receipt: Receipt) -> HTTPStatus:
    """Return 400 where the whole body was unreadable, 202 where each event has its answer."""
    is_unreadable = not receipt.accepted and [one.code for one in receipt.rejected] == [
        UnreadableMessageError.code
    ]
    return HTTPStatus.BAD_REQUEST if is_unreadable else HTTPStatus.ACCEPTED


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_MESSAGE_BYTES:
            raise TooLargeError(
                f"the body is larger than {LARGEST_MESSAGE_BYTES} bytes; send it in parts"
            )
    return bytes(body)


def _refuse_large(request: Request) -> None:
    """Refuse an upload by the length it announces; one that announces none is refused too."""
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal():
        raise TooLargeError("send Content-Length with a file")
    if int(announced) > LARGEST_UPLOAD_BYTES:
        raise TooLargeError(f"the file is larger than {LARGEST_UPLOAD_BYTES} bytes")


async def _take_file(form: FormData, sender: Sender, uploads: Uploads) -> str:
    file, timezone, person = (form.get(name) for name in ("file", "timezone", "person"))
    if not isinstance(file, UploadFile):
        raise InvalidInputError("file", "send a file in the multipart field file")
    return await uploads.take(
        file.file,
        file.filename or "upload",
        sender.user_id,
        timezone=timezone if isinstance(timezone, str) and timezone else None,
        person=person if isinstance(person, str) and person else None,
    )
