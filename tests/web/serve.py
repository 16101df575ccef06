"""Serve the page over the invented shelf: ``python -m tests.web.serve PORT [writing]``; for the browser tests."""

import os
import sys
import time

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

from errors import BrokenIndexError
from records import Answer
from tests.web import shelf
from web import Desk, Holdings, build_app, launch_options


def answer(question: str, **asked: object) -> Answer:
    if "slow" in question:
        time.sleep(1.5)
    if "broken" in question:
        raise BrokenIndexError(f"/index{shelf.ATTACK}", "the manifest is gone: build the index again")
    return shelf.answer(question, **asked)  # type: ignore[arg-type]


if __name__ == "__main__":
    write = shelf.write if "writing" in sys.argv[2:] else None
    desk = Desk(Holdings(answer, shelf.CATALOGUE, write=write))
    build_app(desk).launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), **launch_options(desk))
