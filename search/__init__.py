"""A question in, ranked passages out; the room's door."""

from search.legs import LegScores
from search.opening import open_searcher
from search.present import find_to_json, hit_to_json
from search.scope import Scope, read_scope
from search.searcher import Ranking, Searcher

__all__ = ["LegScores", "Ranking", "Scope", "Searcher", "find_to_json", "hit_to_json", "open_searcher", "read_scope"]
