"""Learning the weights of legs: by hand, by sklearn, by what must not matter, and from the command line."""

import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from errors import EvaluationError
from eval.weighing import Observed, fit_weights, learn_weights, rank_of_right
from tests.eval.test_text_suites import write_squad

PRESENT = {"zh": {"*:passages": 1.0, "bm25": 1.0}, "en": {"*:passages": 1.0, "bm25": 1.0}}


def make(scores, right=(0,), *, suite="s", source="a", family="zh", legs=("e5:passages", "bm25")):
    return Observed(suite, source, family, legs, np.array(scores, dtype=np.float32), tuple(right))


def draw(count, *, strength, seed=0, n_passages=12, suite="s"):
    """Questions whose right passage gains by ``strength`` on each leg, over noise of deviation 1."""
    generator = np.random.default_rng(seed)
    found = []
    for number in range(count):
        scores = generator.normal(size=(len(strength), n_passages))
        right = int(generator.integers(n_passages))
        scores[:, right] += strength
        found.append(make(scores, (right,), suite=suite, source=f"{suite}{number}"))
    return found


def test_of_normal_scores_the_best_weights_are_as_the_gains():
    # The log of how much likelier a score is with the gain than without grows by the gain: a conditional logit.
    learnt = fit_weights(draw(4000, strength=(2.0, 1.0)))
    assert learnt == {"e5:passages": pytest.approx(2 / 3, abs=0.02), "bm25": pytest.approx(1 / 3, abs=0.02)}


def test_a_leg_that_points_the_wrong_way_counts_nothing():
    assert fit_weights(draw(400, strength=(1.0, -1.0))) == {"e5:passages": 1.0, "bm25": 0.0}


def test_of_two_passages_it_is_the_logistic_regression_of_their_difference():
    observed = draw(300, strength=(1.0, 0.6), n_passages=2)
    # Each question is the difference of the right and the wrong passage; turned round, it is of the other class.
    gains = np.array([one.scores[:, one.right[0]] - one.scores[:, 1 - one.right[0]] for one in observed])
    other = LogisticRegression(C=1e9, fit_intercept=False).fit(
        np.concatenate([gains, -gains]), [True] * len(gains) + [False] * len(gains)
    )
    expected = other.coef_[0] / other.coef_[0].sum()
    assert list(fit_weights(observed).values()) == pytest.approx(expected, abs=2e-3)


def test_a_suite_counts_by_the_root_of_its_size():
    many, few = draw(400, strength=(2.0, 0.5), suite="m"), draw(100, strength=(0.5, 2.0), suite="f")
    # The roots are 20 and 10: as in one suite with 400 questions of the one kind and 200 of the other.
    one_suite = [replace(one, suite="all") for one in (*many, *few, *few)]
    assert fit_weights(many + few) == pytest.approx(fit_weights(one_suite), abs=1e-3)


@pytest.mark.parametrize(
    ("scores", "right", "rank"),
    [
        ([[3, 2, 1], [0, 0, 0]], (0,), 1),
        ([[3, 2, 1], [0, 0, 0]], (2,), 3),
        ([[3, 2, 1], [0, 0, 2.5]], (2,), 1),
        ([[1, 2, 3], [0, 0, 0]], (0, 1), 2),  # the better of two right ones
        ([[1, 1, 1], [0, 0, 0]], (1,), 3),  # legs that say nothing gain nothing
    ],
)
def test_ranks_are_those_of_the_weighed_sum(scores, right, rank):
    assert rank_of_right(make(scores, right), {"*:passages": 1.0, "bm25": 1.0}) == rank


def test_what_is_shown_was_learnt_from_other_sources():
    # Each source is answered by a leg that says nothing on the others: nothing learnt from these helps.
    legs = tuple(f"leg{number}" for number in range(5))
    observed = [
        make([[5.0 * (leg == number), 0, 0] for leg in range(5)], source=f"{number}", legs=legs)
        for number in range(5)
        for _ in range(3)
    ]
    learnt = learn_weights(observed, {"zh": dict.fromkeys(legs, 1.0)})["zh"]
    assert learnt.weights == dict.fromkeys(legs, pytest.approx(0.2))
    assert (learnt.before.recall_at_1, learnt.after.recall_at_1) == pytest.approx((1, 0))
    assert (learnt.before.mrr, learnt.after.mrr) == pytest.approx((1, 1 / 3))
    assert learnt.questions == {"s": 15}
    # Questions of one source in two suites are two sources.
    twice = [*observed, *(make(one.scores, suite="t", source=one.source, legs=legs) for one in observed)]
    assert learn_weights(twice, {"zh": dict.fromkeys(legs, 1.0)})["zh"].questions == {"s": 15, "t": 15}


def test_a_leg_that_few_questions_have_is_not_learnt_from_them():
    plain = [
        make(one.scores[:1], one.right, source=one.source, legs=("e5:passages",)) for one in draw(100, strength=(1,))
    ]
    mixed = draw(4, strength=(1.0, 1.0), seed=1, suite="s")
    learnt = learn_weights([*plain, *mixed], {"zh": {"*:passages": 1.0, "bm25": 1.0}})["zh"]
    assert learnt.weights == {"e5:passages": 1.0}
    many = learn_weights([*plain, *draw(40, strength=(1.0, 1.0), seed=1)], {"zh": {"*:passages": 1.0, "bm25": 1.0}})[
        "zh"
    ]
    assert many.weights["bm25"] > 0.2


def test_families_are_learnt_apart_and_one_without_questions_is_not_learnt():
    assert list(learn_weights(draw(50, strength=(1.0, 1.0)), PRESENT)) == ["zh"]


def test_legs_that_only_mislead_are_refused():
    with pytest.raises(EvaluationError, match="no leg tells right passages from others"):
        fit_weights(draw(100, strength=(-1.0, -1.0)))


def test_too_few_sources_to_try_on_others_are_refused():
    observed = [make([[3, 1], [0, 0]], source=source) for source in "abcd"]
    with pytest.raises(EvaluationError) as caught:
        learn_weights(observed, PRESENT)
    assert "has questions on 4 sources; expected at least 5" in str(caught.value)


def test_the_command_writes_what_it_learnt_and_from_what(evaluate, workplace):
    texts = {f"{chr(0x4E00 + 97 * number)}{chr(0x5E00 + 89 * number)}之乡。": {} for number in range(12)}
    for number, text in enumerate(texts):
        texts[text] = {f"q{number}": f"{text[:2]}在哪里"}
    write_squad(workplace / "set.json", texts)
    done = evaluate("weights", "squad:set.json", "--sample", "10", "--out", "weights.json")
    assert done.exit_code == 0, done.stderr
    found = json.loads((workplace / "weights.json").read_text(encoding="utf-8"))
    assert list(found) == ["command", "encoder", "learnt_from", "cross_validated", "weights"]
    assert found["command"] == "python -m eval weights squad:set.json --sample 10"
    assert found["learnt_from"] == {"zh": {"squad:set.json": 10}}
    assert set(found["cross_validated"]["zh"]["recall@1"]) == {"before", "after"}
    assert found["encoder"] == "hashing"
    assert found["weights"]["en"]["*:passages"] >= 0  # as before: no English question was asked
    assert found["weights"]["zh"].keys() == {"hashing:passages", "hashing:sentences", "bm25", "terms"}
    assert min(found["weights"]["zh"].values()) >= 0
    assert done.stderr.splitlines()[-1] == "the weights are in weights.json"


def test_an_unknown_suite_is_named_before_the_first_is_asked(evaluate, workplace):
    write_squad(workplace / "set.json", {"甲乙": {"1": "甲"}})
    done = evaluate("weights", "squad:set.json", "nosuch", "--out", "weights.json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("error: suite nosuch: is not known")
    assert not (workplace / "cache").exists()
