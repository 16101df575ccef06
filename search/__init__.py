"""A question in, ranked passages out; the room's door."""

from search.calibration import FEATURES as HIT_FEATURES
from search.filters import passing_reports
from search.fusion import comparable, load_weights, weight_of
from search.legs import LegScores
from search.narrowing import filter_options, read_filters
from search.opening import open_searcher
from search.options import SearchOptions
from search.present import find_to_json, hit_to_json
from search.question import has_words, read_question
from search.ranking import Ranking
from search.scope import Scope, read_scope
from search.searcher import Searcher
from search.sentences import score_sentences
from search.spelling import Reading
from search.standard import standardise
from search.translation import NearTerm, Translation

__all__ = [
    "HIT_FEATURES",
    "LegScores",
    "NearTerm",
    "Ranking",
    "Reading",
    "Scope",
    "SearchOptions",
    "Searcher",
    "Translation",
    "comparable",
    "filter_options",
    "find_to_json",
    "has_words",
    "hit_to_json",
    "load_weights",
    "open_searcher",
    "passing_reports",
    "read_filters",
    "read_question",
    "read_scope",
    "score_sentences",
    "standardise",
    "weight_of",
]
