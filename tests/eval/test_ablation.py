"""Ablations: which systems there are, that they share an index and encodings, and what their differences are."""

import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest

from embeddings import Ensemble, HashingEncoder, TokenEncoder
from errors import EvaluationError
from eval.ablation import read_ablation, write_ablation
from eval.remembering import KEPT, remember
from eval.systems import Role, list_systems
from search import Searcher, SearchOptions
from tests.eval.test_text_suites import APPLES, RIVERS, RIVERS_EN, STARS, write_squad

LEGS = ("e5:passages", "e5:sentences", "muse:passages", "muse:sentences", "bm25", "terms")


def names_and_legs(systems):
    return {one.name: set(one.options.legs) for one in systems}


def test_every_leg_stands_alone_and_is_left_out_and_so_are_encoders_and_kinds(demo_searcher):
    systems = list_systems(SearchOptions(), LEGS, demo_searcher.index)
    assert len({one.name for one in systems}) == len(systems)
    assert [one.role for one in systems].count(Role.FULL) == 1
    assert systems[0].options == SearchOptions()
    found = names_and_legs(systems)
    assert {name: legs for name, legs in found.items() if name.endswith("alone")} == {
        f"{leg} alone": {leg} for leg in LEGS
    }
    fewer = {
        name.removeprefix("without "): set(LEGS) - legs for name, legs in found.items() if legs and "alone" not in name
    }
    assert fewer == {
        **{leg: {leg} for leg in LEGS},
        "e5": {"e5:passages", "e5:sentences"},
        "muse": {"muse:passages", "muse:sentences"},
        "all passages": {"e5:passages", "muse:passages"},
        "all sentences": {"e5:sentences", "muse:sentences"},
    }
    steps = {one.name: one.options for one in systems if one.role is Role.WITHOUT and not one.options.legs}
    assert steps == {
        "without centring": SearchOptions(is_centred=False),
        "without scope reading": SearchOptions(reads_scope=False),
        "without collapsing": SearchOptions(collapses=False),
    }


def test_late_interaction_is_a_step_and_its_leg_goes_with_its_encoder(demo_searcher):
    legs = (*LEGS, "e5:tokens")
    systems = {one.name: one.options for one in list_systems(SearchOptions(), legs, demo_searcher.index)}
    assert systems["without late interaction"] == SearchOptions(has_late_interaction=False)
    assert "without e5:tokens" not in systems
    assert systems["e5:tokens alone"].has_late_interaction
    assert not systems["bm25 alone"].has_late_interaction
    assert systems["without bm25"].has_late_interaction
    assert set(systems["without e5"].legs) == {"muse:passages", "muse:sentences", "bm25", "terms"}
    assert not systems["without e5"].has_late_interaction
    assert "e5:tokens" in systems["without all sentences"].legs


def test_what_encoders_say_jointly_goes_with_each_of_them(demo_searcher):
    legs = (*LEGS, "joint:sentences")
    systems = {one.name: one.options for one in list_systems(SearchOptions(), legs, demo_searcher.index)}
    assert "without joint" not in systems
    assert set(systems["without joint:sentences"].legs) == set(LEGS)
    assert set(systems["without e5"].legs) == {"muse:passages", "muse:sentences", "bm25", "terms"}
    assert set(systems["without all sentences"].legs) == {"e5:passages", "muse:passages", "bm25", "terms"}
    assert "joint:sentences" in systems["without bm25"].legs


def test_what_is_off_already_is_no_system(demo_searcher):
    full = SearchOptions(is_centred=False, reads_scope=False)
    names = {one.name for one in list_systems(full, ("bm25", "terms"), demo_searcher.index)}
    assert names == {"full", "bm25 alone", "terms alone", "without bm25", "without terms", "without collapsing"}


class _Counting(HashingEncoder):
    """Counts how often it really encodes."""

    calls = 0

    def encode_queries(self, texts):
        type(self).calls += 1
        return super().encode_queries(texts)


def test_a_remembering_encoder_encodes_once_and_says_the_same():
    (member,) = remember(Ensemble((_Counting(),))).members
    plain = HashingEncoder()
    assert (member.name, member.fingerprint, member.dimension) == (plain.name, plain.fingerprint, plain.dimension)
    before = _Counting.calls
    for _ in range(3):
        np.testing.assert_array_equal(member.encode_queries([APPLES]), plain.encode_queries([APPLES]))
    np.testing.assert_array_equal(member.encode_passages([APPLES]), plain.encode_passages([APPLES]))
    assert _Counting.calls == before + 1
    for number in range(KEPT):
        member.encode_queries([str(number)])
    member.encode_queries([APPLES])  # long forgotten
    assert _Counting.calls == before + KEPT + 2


def test_a_remembering_encoder_has_tokens_where_the_encoder_has():
    plain = HashingEncoder()
    (member,) = remember(Ensemble((plain,))).members
    assert isinstance(member, TokenEncoder) is isinstance(plain, TokenEncoder)


def test_a_remembered_search_finds_the_same(demo_searcher):
    index = demo_searcher.index
    remembering = Searcher(index, remember(demo_searcher.ensemble), demo_searcher.options)
    for question in ("校长职级制", "school meals", "校长职级制"):
        assert remembering.find(question) == demo_searcher.find(question)


@pytest.fixture
def ablated(evaluate, workplace):
    write_squad(
        workplace / "set.json",
        {APPLES: {"apples": APPLES}, f"{RIVERS} {RIVERS_EN}": {"rivers": RIVERS_EN}, STARS: {"stars": APPLES}},
    )
    return evaluate("ablate", "squad:set.json", "--out", "found.json")


def test_systems_are_asked_the_same_questions_of_the_same_index(ablated):
    assert ablated.exit_code == 0
    result = read_ablation(Path("found.json"))
    assert result.question_ids == ("apples", "rivers", "stars")
    assert [str(one) for one in result.languages] == ["zh-Hans", "en", "zh-Hans"]
    systems = {one.name: one for one in result.systems}
    assert list(systems) == [
        "full",
        *(f"{leg} alone" for leg in ("hashing:passages", "hashing:sentences", "bm25", "terms")),
        *(f"without {leg}" for leg in ("hashing:passages", "hashing:sentences", "bm25", "terms")),
        "without centring",
    ]
    assert all(len(one.measures) == 3 for one in result.systems)
    # BM25 does not speak to English questions, and so finds nothing; the question on stars asks for apples.
    assert [row["recall@1"] for row in systems["bm25 alone"].measures] == [(1, 1), (0, 1), (0, 1)]
    assert systems["bm25 alone"].figure("recall@1").value == pytest.approx(1 / 3)
    assert [row["recall@1"] for row in systems["full"].measures] == [(1, 1), (1, 1), (0, 1)]
    change = systems["bm25 alone"].change
    assert (change.value, change.p) == (pytest.approx(-1 / 3), 1.0)
    assert systems["bm25 alone"].by_language["en"].value == -1
    assert systems["bm25 alone"].by_language["zh-Hans"].value == 0
    assert (systems["full"].change, systems["full"].by_language) == (None, {})


def test_the_table_shows_every_system_on_one_line(ablated):
    rows = [re.split(r"\s{2,}", line.strip()) for line in ablated.stdout.splitlines()]
    assert ["system", "recall@1", "change", "95 % interval", "p", "en", "zh-Hans"] in rows
    assert ["full", "0.667", "-", "-", "-", "-", "-"] in rows
    # Of three questions drawn, the one that is lost is drawn never or always in some draws.
    assert ["bm25 alone", "0.333", "-0.333", "-1.000 to 0.000", "1.000", "-1.000", "+0.000"] in rows
    assert ablated.stderr.splitlines()[-1] == "the result is in found.json"


def test_a_result_comes_back_from_its_file_as_it_was(ablated, workplace):
    result = read_ablation(workplace / "found.json")
    write_ablation(result, workplace / "again.json")
    assert read_ablation(workplace / "again.json") == result
    write_ablation(dataclasses.replace(result, layout=99), workplace / "other.json")
    with pytest.raises(EvaluationError) as caught:
        read_ablation(workplace / "other.json")
    assert "has layout 99, expected 1; run `python -m eval ablate squad:set.json` again" in str(caught.value)
    (workplace / "none.json").write_text("[]", encoding="utf-8")
    with pytest.raises(EvaluationError, match="holds a list; expected a file that `python -m eval ablate` wrote"):
        read_ablation(workplace / "none.json")


def test_json_is_what_the_file_holds_and_as_documented(evaluate, ablated, workplace):
    done = evaluate("ablate", "squad:set.json", "--sample", "2", "--json")
    (path,) = (workplace / "runs").iterdir()
    assert re.fullmatch(r"ablation-squad-set\.json-([0-9a-f]{12}|unknown)-\d{8}T\d{9}\.json", path.name)
    found = json.loads(done.stdout)
    assert found == json.loads(path.read_text(encoding="utf-8"))
    assert (found["sample"], len(found["question_ids"])) == (2, 2)
    told = evaluate("ablate", "--help").stdout
    system = found["systems"][1]
    assert {name for part in (found, system, system["change"]) for name in part if f'"{name}"' not in told} == set()


def test_answers_are_measured_of_the_full_system_or_of_all(evaluate, workplace):
    (workplace / "reports").mkdir()
    (workplace / "reports/jia.txt").write_text("甲市教育局2022年工作要点\n推行校长职级制改革。\n", encoding="utf-8")
    line = {"id": "g", "lang": "zh-Hans", "kind": "which_reports", "question": "推行校长职级制改革", "reports": ["jia"]}
    line |= {"status": {"jia": "planned"}, "answer": "…", "must_contain": []}
    line |= {"evidence": [{"report": "jia", "quote": "推行校长职级制改革"}]}
    (workplace / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    words = ["ablate", "gold:gold.jsonl", "--corpus", "reports"]
    assert evaluate(*words, "--out", "few.json").exit_code == 0
    assert evaluate(*words, "--answers", "--out", "all.json").exit_code == 0
    few, many = (read_ablation(workplace / f"{name}.json") for name in ("few", "all"))
    measured = [["set F1" in row for row in one.measures] for one in few.systems]
    assert measured == [[True]] + [[False]] * (len(few.systems) - 1)
    assert all("set F1" in one.measures[0] for one in many.systems)
    assert few.headline == "evidence recall@5"
    assert {"without scope reading", "without collapsing"} <= {one.name for one in few.systems}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["nosuch"], "suite nosuch: is not known; expected one of demo, gold:FILE, squad:FILE[,QUESTIONS_FILE], "),
        (["demo", "--out", "."], ".: is a folder; give --out the name of a file"),
        (["squad:none.json"], "none.json: no such file; check the path"),
    ],
)
def test_what_cannot_be_run_ends_in_one_line_and_exit_status_one(evaluate, words, error):
    done = evaluate("ablate", *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {error}")
