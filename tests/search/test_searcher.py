"""The ranking as a whole: order, ties, scope, what a hit says of itself."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from errors import IndexMismatchError
from indexer import build_index, open_index
from records import Filters, Language, Leg
from search import Searcher, SearchOptions, find_to_json
from search.fusion import fuse, load_weights
from search.legs import lexical_leg
from settings import Settings
from tests.indexer.materials import hashing, make_material

QUESTIONS = (
    "which cities plan principal rank reform",
    "哪些城市计划推行校长职级制",
    "哪些城市計畫推行校長職級制",
    "淄博要新建多少所幼儿园",
    "2022年的校园安全",
    "LED",
    "税",
)


def search(tmp_path, texts, options=SearchOptions()) -> Searcher:  # noqa: B008 - frozen
    ensemble = hashing(512)
    build_index(make_material(texts, heading=""), tmp_path / "index", ensemble, settings=Settings())
    return Searcher(open_index(tmp_path / "index"), ensemble, options)


def test_other_encoders_than_those_of_the_index_are_refused(tmp_path):
    index = search(tmp_path, ["推行校长职级制。"]).index
    with pytest.raises(IndexMismatchError, match="the index was built with encoder hashing"):
        Searcher(index, hashing(64))


def test_equal_passages_are_ranked_by_their_id(tmp_path):
    searcher = search(tmp_path, ["加强学校食堂管理。"] * 11 + ["推行校长职级制。"], SearchOptions(collapses=False))
    hits = searcher.find("校长职级制", top=12)
    assert hits[0].passage.passage_id == "r11#0"
    ids = ["r0#0", "r1#0", "r10#0", *(f"r{number}#0" for number in range(2, 10))]  # in the order of text
    assert [hit.passage.passage_id for hit in hits[1:]] == ids
    assert len({hit.score for hit in hits[1:]}) == 1
    assert {hit.legs for hit in hits[1:]} == {hits[1].legs}
    assert {leg.rank for leg in hits[1].legs if leg.name != "terms"} == {2}  # equal scores share a rank


def test_the_passage_that_holds_the_words_is_first_in_every_leg(tmp_path):
    searcher = search(tmp_path, ["加强学校食堂管理。", "推行校长职级制。", "落实双减政策。"])
    best, *others = searcher.find("推行校长职级制。")
    assert best.passage.passage_id == "r1#0"
    assert [leg.name for leg in best.legs] == ["hashing:passages", "hashing:sentences", "bm25", "terms"]
    assert {leg.rank for leg in best.legs} == {1}
    assert best.best_sentence.of(searcher.index.report("r1").text) == "推行校长职级制。"
    assert all(leg.score == 0 for hit in others for leg in hit.legs if leg.name == "bm25")


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_the_fused_scores_in_order(demo_searcher, question):
    ranking = demo_searcher.rank(question)
    n_passages = len(demo_searcher.index.passages)
    hits = demo_searcher.find(question, top=n_passages)
    expected = fuse(ranking.legs, load_weights(ranking.language, demo_searcher.ensemble.name)).astype(float).round(6)
    passages = demo_searcher.index.passages
    inside = set(ranking.scope.report_ids) or {passage.report_id for passage in passages}
    order = sorted(
        range(n_passages),
        key=lambda row: (passages[row].report_id not in inside, -expected[row], passages[row].passage_id),
    )
    assert [hit.passage for hit in hits] == [passages[row] for row in order]
    assert [hit.score for hit in hits] == pytest.approx([expected[row] for row in order], abs=1e-6)
    assert [hit.rank for hit in hits] == list(range(1, n_passages + 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_leg_tells_its_score_and_rank(demo_searcher, question):
    ranking = demo_searcher.rank(question)
    for hit in demo_searcher.find(question):
        row = demo_searcher.index.passages.index(hit.passage)
        assert hit.legs == tuple(
            Leg(leg.name, round(float(leg.scores[row]), 6), 1 + int(np.sum(leg.scores > leg.scores[row])))
            for leg in ranking.legs
        )


def test_of_passages_that_say_the_same_the_best_names_the_others(tmp_path):
    texts = ["加强学校食堂管理。", "推行校长职级制。", "加强学校食堂管理。", "加强学校食堂管理。"]
    searcher = search(tmp_path, texts)
    hits = searcher.find("学校食堂")
    assert [(hit.rank, hit.passage.passage_id) for hit in hits] == [(1, "r0#0"), (2, "r1#0")]
    assert [hit.duplicates for hit in hits] == [("r2#0", "r3#0"), ()]
    filtered = searcher.find("学校食堂", filters=Filters(report_ids=("r2", "r3")))
    assert [(hit.passage.passage_id, hit.duplicates) for hit in filtered] == [("r2#0", ("r3#0",))]
    apart = Searcher(searcher.index, searcher.ensemble, SearchOptions(collapses=False)).find("学校食堂")
    assert [(hit.passage.passage_id, hit.duplicates) for hit in apart] == [(f"r{n}#0", ()) for n in (0, 2, 3, 1)]


def test_hits_by_report_are_the_best_of_the_reports_that_come_first(demo_searcher):
    ranking = demo_searcher.rank("校园安全")
    every = [demo_searcher.index.passages[row] for row in ranking.rows]
    reports = list(dict.fromkeys(passage.report_id for passage in every))[:2]
    expected = [
        p for p in every if p in [q for q in every if q.report_id == p.report_id][:3] and p.report_id in reports
    ]
    hits = demo_searcher.hits_by_report(ranking, top=2, per_report=3)
    assert [hit.passage for hit in hits] == expected
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6]


def test_chinese_words_of_an_english_question_are_matched(demo_searcher):
    ranking = demo_searcher.rank("which cities mention 县管校聘 in their plan for teachers")
    (bm25,) = (leg for leg in ranking.legs if leg.name == "bm25")
    alone = lexical_leg(demo_searcher.index, "县管校聘")
    assert (ranking.language, bm25.scores.tolist()) == (Language.EN, alone.scores.tolist())


def test_english_questions_are_not_matched_by_their_words(demo_searcher):
    names = [leg.name for leg in demo_searcher.rank("which cities build LED lights").legs]
    assert names == ["hashing:passages", "hashing:sentences", "terms"]


def test_the_three_ways_to_write_a_chinese_question_rank_alike(demo_searcher):
    simplified, traditional, wide = (
        [(hit.passage.passage_id, hit.score) for hit in demo_searcher.find(question)]
        for question in ("2020年推行校长职级制", "2020年推行校長職級制", "２０２０年推行校長職級制")
    )
    assert simplified == traditional == wide


def test_named_reports_come_first_and_the_others_follow(demo_searcher):
    hits = demo_searcher.find("淄博的校园安全", top=100)
    is_zibo = [hit.passage.report_id == "002_zibo_2022" for hit in hits]
    assert is_zibo == sorted(is_zibo, reverse=True)
    assert sum(is_zibo) == sum(p.report_id == "002_zibo_2022" for p in demo_searcher.index.passages)
    assert not all(is_zibo)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_best_sentence_is_one_of_its_passage(demo_searcher, question):
    ranking = demo_searcher.rank(question)
    ends = np.cumsum([len(passage.sentences) for passage in demo_searcher.index.passages])
    for hit in demo_searcher.find(question, top=100):
        row = demo_searcher.index.passages.index(hit.passage)
        scores = ranking.by_sentence[ends[row] - len(hit.passage.sentences) : ends[row]]
        assert hit.best_sentence == hit.passage.sentences[int(np.argmax(scores))]


@pytest.mark.parametrize("question", ["", " ", "?!…", "😀", "\x00\x1b"])
def test_a_question_without_words_has_no_hits(demo_searcher, question):
    assert demo_searcher.find(question) == ()


def test_top_must_be_positive(demo_searcher):
    assert len(demo_searcher.find("校车", top=1)) == 1
    with pytest.raises(ValueError, match=r"^top must be at least 1, got 0$"):
        demo_searcher.find("校车", top=0)


def test_a_longer_list_begins_with_the_shorter(demo_searcher):
    assert demo_searcher.find("校车", top=20)[:5] == demo_searcher.find("校车", top=5)


def test_threads_find_what_one_finds(demo_searcher):
    alone = [demo_searcher.find(question) for question in QUESTIONS * 2]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(demo_searcher.find, QUESTIONS * 2)) == alone


def test_find_to_json_is_the_documented_object(demo_searcher):
    index = demo_searcher.index
    hits = demo_searcher.find("校长职级制", top=2)
    found = json.loads(json.dumps(find_to_json("校长职级制", hits, index, question_id="q1")))
    assert list(found) == ["id", "question", "language", "hits"]
    assert (found["id"], found["question"], found["language"]) == ("q1", "校长职级制", Language.HANS)
    assert len(found["hits"]) == 2
    for hit, told in zip(hits, found["hits"], strict=True):
        text = index.report(hit.passage.report_id).text
        assert list(told) == [
            *("rank", "passage_id", "report_id", "heading_path", "start", "end", "text", "score"),
            *("best_sentence", "legs", "terms", "tokens", "probability", "duplicates"),
        ]
        assert told["text"] == text[told["start"] : told["end"]]
        assert (told["start"], told["end"]) == (hit.passage.start, hit.passage.end)
        assert told["heading_path"] == list(index.section_of(hit.passage).heading_path)
        best = told["best_sentence"]
        assert list(best) == ["start", "end", "text"]
        assert best["text"] == text[best["start"] : best["end"]]
        assert told["legs"] == {leg.name: {"score": leg.score, "rank": leg.rank} for leg in hit.legs}
    assert [told["rank"] for told in found["hits"]] == [1, 2]


def test_a_ranking_says_where_its_time_went(demo_searcher):
    started = time.perf_counter()
    seconds = demo_searcher.rank("校长职级制").seconds
    passed = time.perf_counter() - started
    assert list(seconds) == ["spelling", "scope", "encode", "legs", "terms", "fusion"]
    assert min(seconds.values()) > 0
    assert sum(seconds.values()) <= passed
