"""Files that are added: one request a file, its bytes as they are, written to the disk of the reports as they come."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path, PurePosixPath

from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from corpus import SUFFIXES, add_file, incoming_folder
from errors import CorpusError, NameTakenError, SettingsError
from settings import PageSettings
from web.desk import Desk
from web.guard import UPLOAD, USER
from web.limits import Limiter, client_of
from web.rebuilding import corpus_folder
from web.trust import may_change
from web.wording import Words, page_language

MEGABYTE = 1024 * 1024
log = logging.getLogger(__name__)


class UploadError(Exception):
    """A file is not taken.

    Args:
        status: of the answer.
        key: of the words that say why.
        **values: for the words.
    """

    def __init__(self, status: int, key: str, **values: object) -> None:
        self.status, self.key, self.values = status, key, values
        super().__init__(key)


def upload_routes(desk: Desk) -> list[BaseRoute]:
    """The address that takes files: ``POST /upload?name=…&replace=0&language=en`` with the file as its body.

    Answers ``{"source": …}``, or ``{"error": …, "taken": …}``, where ``taken`` says that ``replace=1`` would do.

    Raises:
        SettingsError: ``page.upload_types`` names a type that no report can have.
    """
    if desk.settings is None:
        return []
    page = desk.settings.page
    _require_types(page)
    limiter = Limiter(page.uploads_per_hour, within_s=3600)

    async def upload(request: Request) -> JSONResponse:
        words = Words(page_language(request.query_params.get("language", "")))
        try:
            return JSONResponse({"source": await _take(request, desk, page, limiter)})
        except UploadError as error:
            return JSONResponse({"error": words.say(error.key, **error.values)}, status_code=error.status)
        except NameTakenError as error:
            said = words.say("upload_taken", source=error.taken_by)
            return JSONResponse({"error": said, "taken": error.taken_by == error.source}, status_code=409)
        except CorpusError as error:
            return JSONResponse({"error": error.reason}, status_code=422)
        except ClientDisconnect:
            return JSONResponse({"error": ""}, status_code=400)
        except OSError as error:
            log.warning("a file could not be written: %s", error.strerror)
            return JSONResponse({"error": words.say("upload_disk")}, status_code=507)

    return [Route(UPLOAD, upload, methods=["POST"])]


def _require_types(page: PageSettings) -> None:
    for kind in page.upload_types:
        if kind not in SUFFIXES:
            raise SettingsError("page.upload_types", f"found {kind!r}, expected some of {', '.join(SUFFIXES)}")


async def _take(request: Request, desk: Desk, page: PageSettings, limiter: Limiter) -> str:
    """Everything that can be refused without the bytes is refused before they are read."""
    if not may_change(request.scope, page):
        raise UploadError(403, "edit_refused")
    folder = corpus_folder(desk)
    if folder is None:
        raise UploadError(409, "no_folder")
    name = request.query_params.get("name", "")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in page.upload_types:
        raise UploadError(415, "upload_type", types=" ".join(page.upload_types))
    if _announced(request) > page.upload_mb * MEGABYTE:
        raise UploadError(413, "upload_size", n=page.upload_mb)
    address = request.client.host if request.client else ""
    if limiter.take(client_of(address, request.scope.get(USER, ""))):
        raise UploadError(429, "upload_rate", n=page.uploads_per_hour)
    staged = incoming_folder(folder) / f"{uuid.uuid4().hex}{suffix}"
    try:
        await _receive(request, staged, page)
        is_replacing = request.query_params.get("replace") == "1"
        return await run_sync(lambda: add_file(folder, name, staged, replace=is_replacing))
    finally:
        staged.unlink(missing_ok=True)


def _announced(request: Request) -> int:
    announced = request.headers.get("content-length", "0")
    return int(announced) if announced.isdecimal() else 0


async def _receive(request: Request, staged: Path, page: PageSettings) -> None:
    size = 0
    with staged.open("wb") as file:
        async for block in request.stream():
            size += len(block)
            if size > page.upload_mb * MEGABYTE:
                raise UploadError(413, "upload_size", n=page.upload_mb)
            file.write(block)
