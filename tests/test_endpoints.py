"""What every start costs: nothing of the client that asks servers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = "import sys, answers.__main__, indexer.__main__, search.__main__; print('openai' in sys.modules)"


def test_the_client_is_loaded_only_where_a_server_is_asked():
    ended = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n"
