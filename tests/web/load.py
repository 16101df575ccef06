"""Twenty people asking at once for a minute: ``python -m tests.web.load --index INDEX``, on a quiet machine.

Starts the page in a process of its own and asks through the queue as the page's script does; every question is another,
so that no answer comes out of the page's memory. Writes the figures and ends with 1 where somebody got no answer, or
where p95 is above the limit.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import click
import httpx

from tests.web.serving import ROOT, free_port, served

TOPICS = (
    "校长职级制", "集团化办学", "义务教育优质均衡", "学前教育普惠", "课后服务", "教师轮岗", "校车安全",
    "思政课", "职业教育产教融合", "劳动教育", "心理健康", "近视防控", "智慧校园", "家庭教育",
    "特殊教育", "中考改革", "双减", "民办学校规范", "食堂安全", "体育特色学校",
)  # fmt: skip
FORMS = (
    "哪些城市计划推行{topic}", "{place}的{topic}做得怎么样", "哪些報告提到{topic}", "Which reports plan {topic}",
    "{year}年{topic}有哪些数字", "{place}{year}年{topic}",
)  # fmt: skip
PLACES = ("淄博", "青岛", "齐齐哈尔", "全市", "各区县")


@dataclass
class Tally:
    """What came of the questions so far."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def ask(client: httpx.Client, address: str, function: int, question: str) -> str:
    """Ask as the page does: join the queue, and listen until the answer comes; empty, or what went wrong."""
    session = f"{random.getrandbits(48):012x}"
    sent = json.dumps({"question": question, "filters": {}})
    body = {"data": [sent, "zh-Hans"], "fn_index": function, "session_hash": session, "event_data": None}
    joined = client.post(f"{address}/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return f"{joined.status_code} {joined.text[:100]}"
    with client.stream("GET", f"{address}/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if told.get("msg") == "process_completed":
                data = told["output"].get("data") or [{}]
                return "" if told["success"] and data[0].get("is_answer") else f"no answer: {str(told)[:200]}"
    return "the server ended the stream"


def one_reader(address: str, function: int, until: float, questions: itertools.cycle[str], tally: Tally) -> None:
    """Ask, wait for the answer, ask the next, until the time is over."""
    with httpx.Client(timeout=60) as client:
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                failure = ask(client, address, function, next(questions))
            except httpx.HTTPError as error:
                failure = repr(error)
            tally.seconds.append(time.monotonic() - started)
            if failure:
                tally.failures.append(failure)


def all_questions(seed: int) -> list[str]:
    """Every combination once, shuffled."""
    years = (2019, 2020, 2021, 2022)
    made = {form.format(topic=t, place=p, year=y) for form in FORMS for t in TOPICS for p in PLACES for y in years}
    shuffled = sorted(made)
    random.Random(seed).shuffle(shuffled)
    return shuffled


def percentile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of all values do not exceed."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


@click.command()
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True, help="Folder of the index.")
@click.option("--readers", default=20, show_default=True, help="How many ask at once.")
@click.option("--seconds", default=60, show_default=True, help="For how long.")
@click.option("--most-p95", default=5.0, show_default=True, help="The longest p95 in seconds.")
def main(index: Path, readers: int, seconds: int, most_p95: float) -> None:
    """Ask, and say how long the answers took."""
    port = free_port()
    command = [sys.executable, "app.py", "--port", str(port), "--index", str(index.resolve())]
    # All readers come from one address here.
    env = os.environ | {"YAODIAN_PAGE__QUESTIONS_PER_MINUTE": "0"}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with served(command, port, log, timeout_s=300, env=env) as address:
            config = httpx.get(f"{address}/config", timeout=60).json()
            function = next(one["id"] for one in config["dependencies"] if one["api_name"] == "answer")
            tally, questions = Tally(), itertools.cycle(all_questions(1))
            with httpx.Client(timeout=120) as client:  # the first loads what is loaded late
                ask(client, address, function, "校长职级制")
            until = time.monotonic() + seconds
            given = (address, function, until, questions, tally)
            threads = [threading.Thread(target=one_reader, args=given) for _ in range(readers)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    p50, p95 = percentile(tally.seconds, 0.5), percentile(tally.seconds, 0.95)
    click.echo(
        f"{len(tally.seconds)} questions of {readers} readers in {seconds} s, {len(tally.failures)} without an answer; "
        f"p50 {p50:.2f} s, p95 {p95:.2f} s, longest {max(tally.seconds):.2f} s"
    )
    for failure in tally.failures[:5]:
        click.echo(f"  {failure}", err=True)
    if tally.failures or p95 > most_p95:
        sys.exit(1)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
