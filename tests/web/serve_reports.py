"""Serve the whole page over a copy of the demo corpus: ``python -m tests.web.serve_reports FOLDER PORT [USER:WORD]``.

The index is built by the hashing encoder, in seconds; FOLDER then holds ``reports`` and ``index``.
"""

import os
import shutil
import sys
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

from settings import load_settings
from tests.conftest import DEMO, build
from tests.web.shelf import ATTACK
from web import open_page

HOSTILE = f"""某县教育局2021年工作总结{ATTACK}
一、校长职级制{ATTACK}
全县完成了校长职级制改革，覆盖面达到95%。{ATTACK} ${{window.hacked=1}} {{{{window}}}}
打印本页{ATTACK}
"""
HOSTILE_NAME = "hostile_<img src=x onerror=window.hacked='name'>_2021.txt"

if __name__ == "__main__":
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    users = dict([sys.argv[3].split(":")]) if len(sys.argv) > 3 else {}
    os.chdir(folder)
    shutil.copytree(DEMO, "reports")
    (Path("reports") / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8")
    build(Path("reports"), Path("index"), "hashing")
    page, options = open_page(load_settings(index=Path("index"), page={"port": port, "users": users}))
    page.launch(server_name="127.0.0.1", server_port=port, **options)
