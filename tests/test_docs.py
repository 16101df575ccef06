"""The documents against the program: every command runs, every name exists, nothing is said twice in two ways."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import app
import records
from answers.__main__ import cli as answers_cli
from corpus import read_corpus
from eval.__main__ import cli as eval_cli
from eval.suites import find_suite
from indexer.__main__ import cli as indexer_cli
from language import fold_text
from search.__main__ import cli as search_cli
from settings import load_settings
from tests import settings_table

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "../shared/seeds"
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
ROOMS = sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"})
PROGRAMS = {
    "-m indexer": indexer_cli,
    "-m search": search_cli,
    "-m answers": answers_cli,
    "-m eval": eval_cli,
    "app.py": app.main,
}
PYTHON = ".venv/bin/python "
# What a shell does of a command, redirections and all; the others are run in this process.
OF_A_SHELL = re.compile(r" [<>] | -m eval | -m indexer build ")
SLOW_SHELL_S = 900  # a minute alone; the machine may be busy with other tests

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {"context": "海洋占地球表面的七成。", "qas": [{"id": "1", "question": "海洋占多少？"}]},
                {"context": "这条铁路全长三百公里。", "qas": [{"id": "2", "question": "铁路有多长？"}]},
            ]
        }
    ]
}


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(language):
    """The fenced blocks of README.md in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page("README.md"), re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
PYTHON_COMMANDS = [command for command in COMMANDS if command.startswith(PYTHON) and "app.py" not in command]


def program_of(command):
    """The click program and the arguments of a command that starts with Python, without its redirections."""
    words = shlex.split(command.removeprefix(PYTHON).split(" > ")[0].split(" < ")[0])
    size = 2 if words[0] == "-m" else 1
    return PROGRAMS[" ".join(words[:size])], words[size:]


def subcommands(command, name):
    if isinstance(command, click.Group):
        for inner, found in command.commands.items():
            yield from subcommands(found, f"{name} {inner}")
    yield name, command


# ---------- the commands of README.md ----------


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A folder as after ``make run`` in a clone, with the files that README.md tells a reader to write."""
    folder = tmp_path_factory.mktemp("clone")
    for path in ROOT.iterdir():
        if path.name not in {"index", "runs", "yaodian.toml"} and not path.name.startswith("."):
            (folder / path.name).symlink_to(path)
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    (folder / ".venv/bin/python").chmod(0o755)
    reports = folder / "my-reports"
    reports.mkdir()
    (reports / "anonymous.txt").write_text(
        "某市教育局2022年工作总结\n全市教师交流轮岗工作有序推进。\n", encoding="utf-8"
    )
    (reports / "plan-2023.txt").write_text("某区教育局工作要点\n一、推进校长教师交流轮岗。\n", encoding="utf-8")
    (reports / "reports.csv").write_text(blocks("csv")[0], encoding="utf-8")
    (folder / "questions.jsonl").write_text(blocks("jsonl")[0], encoding="utf-8")
    (folder / "chat.txt").write_text("哪些城市计划推行校长职级制\n那青岛呢\n", encoding="utf-8")
    for name in ("paragraphs.json", "questions.json"):
        (folder / name).write_text(json.dumps(SQUAD, ensure_ascii=False), encoding="utf-8")
    return folder


def run_here(command, folder):
    """Run a command of README.md in this process, with the hashing encoder in place of the one it names."""
    program, arguments = program_of(command)
    if "--encoder" in arguments:
        arguments[arguments.index("--encoder") + 1] = "hashing"
    given = re.search(r" < (\S+)", command)
    standard_input = (folder / given.group(1)).read_text(encoding="utf-8") if given else None
    return CliRunner().invoke(program, arguments, input=standard_input, catch_exceptions=False)


def test_readme_commands_but_evaluations_run_in_order(workplace, monkeypatch, tmp_path):
    monkeypatch.chdir(workplace)
    monkeypatch.setenv("YAODIAN_ENCODER", "hashing")
    monkeypatch.setenv("YAODIAN_CACHE", str(tmp_path))
    commands = [command for command in PYTHON_COMMANDS if "-m eval" not in command]
    assert len(commands) >= 12
    for command in commands:
        ended = run_here(command, workplace)
        assert ended.exit_code == 0, f"{command}\n{ended.stderr}"
        assert ended.stdout.strip(), command
        target = re.search(r" > (\S+)", command)
        if target and "--batch" in command:
            assert [json.loads(line)["id"] for line in ended.stdout.splitlines()] == [1, 2]


@pytest.mark.slow
@pytest.mark.timeout(SLOW_SHELL_S)
def test_readme_commands_run_in_a_shell_as_they_stand(workplace, tmp_path):
    # The setting spares sixteen loadings of models; --encoder muse in one of the commands still wins over it.
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "YAODIAN_ENCODER": "hashing", "YAODIAN_CACHE": str(tmp_path)}
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(filter(OF_A_SHELL.search, PYTHON_COMMANDS))],
        cwd=workplace,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode("utf-8", "replace")[-2000:]
    rows = (workplace / "findings.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 5
    for name in ("answers.jsonl", "hits.jsonl"):
        lines = (workplace / name).read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert {path.name for path in (workplace / "runs").iterdir()} >= {"before.json", "after.json"}


@pytest.mark.parametrize("command", [command for command in PYTHON_COMMANDS if "-m eval" in command])
def test_readme_evaluations_are_understood(command):
    program, (name, *arguments) = program_of(command)
    given = program.commands[name].make_context(name, arguments).params
    if name == "run":
        find_suite(given["suite"])


def test_readme_shows_no_command_of_an_unknown_kind():
    shapes = re.compile(rf"(?:YAODIAN_\w+=\S+ )?make \w+$|{re.escape(PYTHON)}(?:app\.py|-m \w+) ")
    assert [command for command in COMMANDS if not shapes.match(command)] == []


@pytest.mark.parametrize("command", [command for command in COMMANDS if "app.py" in command])
def test_readme_options_of_the_page_are_known(command):
    program, arguments = program_of(command)
    assert program.make_context("app.py", arguments).params["port"] == 8000


@pytest.mark.parametrize("name", sorted({t for p in PAGES for t in re.findall(r"make ([a-z]+)\b", page(p))} - {"sure"}))
def test_make_targets_that_the_pages_name_exist(name):
    makefile = page("Makefile")
    assert re.search(rf"^{name}:.* ## \S", makefile, re.MULTILINE), f"no target {name} with a description"
    assert name in re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()


def test_readme_variable_of_make_run_is_a_setting(monkeypatch):
    (command,) = [command for command in COMMANDS if command.startswith("YAODIAN_")]
    variable, value = command.split()[0].split("=")
    monkeypatch.setenv(variable, value)
    assert load_settings().page.port == 8000


def test_readme_settings_file_is_valid(tmp_path, monkeypatch):
    (tmp_path / "yaodian.toml").write_text(blocks("toml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert (str(settings.index), str(settings.corpus), settings.page.port) == ("my-index", "my-reports", 8000)


def test_readme_reports_csv_does_what_is_said(workplace):
    by_id = {report.report_id: report for report in read_corpus(workplace / "my-reports").reports}
    anonymous, plan = by_id["anonymous"], by_id["plan-2023"]
    assert (anonymous.place.name_en, anonymous.period.year, anonymous.kind) == ("Pingdu", 2022, records.Kind.SUMMARY)
    assert (plan.kind, plan.published) == (records.Kind.PLAN, "2023-01-15")
    assert plan.link == "https://example.org/plan-2023"


def test_readme_prints_the_settings():
    readme = page("README.md")
    assert settings_table.with_table(readme) == readme, "run `make docs`"


def test_readme_counts_the_demo_questions():
    said = re.search(r"`demo` asks (\d+)\s+questions", page("README.md"))
    assert int(said.group(1)) == len(page("eval/gold/demo.jsonl").splitlines())


# ---------- the command lines ----------

ALL_COMMANDS = [pair for name, program in PROGRAMS.items() for pair in subcommands(program, name)]


@pytest.mark.parametrize(("name", "command"), ALL_COMMANDS, ids=[name for name, _ in ALL_COMMANDS])
def test_every_command_and_option_has_help(name, command):
    assert command.help, f"{name} has no help"
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []
    if not isinstance(command, click.Group):
        assert "Example:" in command.help, f"the help of {name} shows no example"


def test_commands_that_the_pages_name_exist():
    known = {name for name, _ in ALL_COMMANDS}
    for document in PAGES:
        for module, command in re.findall(r"python -m (indexer|search|answers|eval) (\w+)", page(document)):
            assert f"-m {module} {command}" in known, f"{document} names {module} {command}"


# ---------- the pages ----------


def requirements(name):
    lines = [line.strip() for line in page(name).splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly(name):
    assert [line for line in requirements(name) if not re.fullmatch(r"[\w.-]+==\d[\w.]*", line)] == []


def test_make_installs_the_torch_that_is_pinned():
    (pin,) = [line for line in requirements("requirements.txt") if line.startswith("torch==")]
    assert set(re.findall(r"torch==\S+", page("Makefile"))) == {pin}


@pytest.mark.parametrize(
    ("name", "heading"), [("requirements.txt", "Runtime"), ("requirements-dev.txt", "Development")]
)
def test_every_requirement_has_its_reason(name, heading):
    section = page("CONTRIBUTING.md").partition(f"\n{heading} (`{name}`):\n")[2].strip().split("\n\n")[0]
    given = re.findall(r"^\* `([^`]+)` \S[^*]*\.$", section, re.MULTILINE)
    assert sorted(given) == sorted(line.partition("==")[0] for line in requirements(name))


def anchors(text):
    """The anchors that the headings of a Markdown page get."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_inside_the_project_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)]+)\)", page(name)):
        if not target.startswith(("http://", "https://")):
            path, _, anchor = target.partition("#")
            assert (ROOT / (path or name)).is_file(), f"{name} links to {target}"
            assert not anchor or anchor in anchors(page(path or name)), f"{name} links to {target}"


@pytest.mark.parametrize("name", PAGES)
def test_files_that_the_pages_name_exist(name):
    text = re.sub(r"```.*?```", "", page(name), flags=re.DOTALL)
    in_line = re.findall(r"`([\w./-]+)`", text)
    first_of_arrows = re.findall(r"(?:→|or|,) ([\w]+/[\w./-]+\.py)", text)
    tops = {path.name for path in ROOT.iterdir()} | {"docs"}
    paths = {found for found in (*in_line, *first_of_arrows) if "/" in found and found.split("/")[0] in tops}
    paths = {path for path in paths if "NAME" not in path and not path.startswith(".venv")}
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    if name == "ARCHITECTURE.md":
        assert len(paths) >= 20


def door_of(room):
    tree = ast.parse(page(f"{room}/__init__.py"))
    (names,) = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"]
    return set(ast.literal_eval(names))


@pytest.mark.parametrize("room", ROOMS)
def test_architecture_lists_the_whole_door_of_every_room(room):
    section = page("ARCHITECTURE.md").partition(f"\n### {room}\n")[2].split("\n##")[0]
    assert set(re.findall(r"^    (\w+) +\S", section, re.MULTILINE)) == door_of(room)


def test_architecture_names_every_noun_it_lists():
    rows = re.findall(r"^\| ([A-Z]\w+) \|", page("ARCHITECTURE.md"), re.MULTILINE)
    assert len(rows) == 8
    assert [name for name in rows if not hasattr(records, name)] == []


def test_changelog_has_the_present_version():
    version = re.search(r'^version = "(.+)"$', page("pyproject.toml"), re.MULTILINE).group(1)
    assert re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", page("CHANGELOG.md"), re.MULTILINE)


# ---------- what no file may hold ----------


def tracked_texts():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is tracked is not known")
    for name in filter(None, listed.stdout.split("\0")):
        try:
            yield name, page(name)
        except (UnicodeDecodeError, FileNotFoundError):  # a picture, or removed and not yet committed
            continue


# Put together here, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:" + "|".join(("work", "farm", "root")) + ")/")
REGISTRY_HOST = re.compile("|".join(rf"{name}\.{end}" for name, end in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), (r"deb\.debian", "org"), (r"proxy\.golang", "org"),
)))  # fmt: skip


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, REGISTRY_HOST], ids=["machine path", "registry host"])
def test_no_file_names_this_machine(forbidden):
    assert [name for name, text in tracked_texts() if forbidden.search(text)] == []


RUN = 20
PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ\u0261]{1,7}\)")


def runs_of(text):
    """All runs of 20 Han characters, readings and everything between them left out, simplified."""
    han = re.sub(r"[^\u4e00-\u9fff]+", "", fold_text(PINYIN.sub("", text)))
    return {han[i : i + RUN] for i in range(len(han) - RUN + 1)}


def test_no_file_copies_a_sentence_of_a_real_report():
    if not SEEDS.is_dir():
        pytest.skip(f"the real reports are not here ({SEEDS.name}): copies of them cannot be looked for")
    real = set().union(*(runs_of(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    assert len(real) > 10_000
    assert {name: found for name, text in tracked_texts() if (found := sorted(runs_of(text) & real))} == {}
