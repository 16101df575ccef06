"""Questions with known answers put to the system, and what came of them, in figures; the room's door."""

from eval.compare import Comparison, compare_runs
from eval.failures import Failure, Fault, list_failures
from eval.fitting import Judged, collect, fit_model, write_model
from eval.questions import GoldKind, GoldQuestion, Quote, read_gold
from eval.results import RunResult
from eval.run import run_suite
from eval.showing import show_comparison, show_failures
from eval.storing import read_result, require_writable, to_json, write_result
from eval.table import show_result
from eval.tasks import Request

__all__ = [
    "Comparison",
    "Failure",
    "Fault",
    "GoldKind",
    "GoldQuestion",
    "Judged",
    "Quote",
    "Request",
    "RunResult",
    "collect",
    "compare_runs",
    "fit_model",
    "list_failures",
    "read_gold",
    "read_result",
    "require_writable",
    "run_suite",
    "show_comparison",
    "show_failures",
    "show_result",
    "to_json",
    "write_model",
    "write_result",
]
