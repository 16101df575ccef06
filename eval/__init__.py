"""Questions with known answers put to the system, and what came of them, in figures; the room's door."""

from eval.ablation import AblationResult, SystemResult, ablate_suite, read_ablation, write_ablation
from eval.compare import ChangedQuestion, Comparison, Difference, compare_runs
from eval.failures import Failure, Fault, ShownPassage, count_faults, list_failures
from eval.feedback import (
    Blame,
    Judgement,
    Verdict,
    count_judgements,
    judged_id,
    save_judgement,
    undo_judgement,
)
from eval.fitting import Judged, collect, fit_model, write_model
from eval.headlines import choose_measures
from eval.judged import Kept, drop_judgement, list_judgements, take_judgements
from eval.labels import PlotLabels
from eval.pages import plot_ablation, plot_run, write_page
from eval.questions import GoldKind, GoldQuestion, Quote, read_gold
from eval.report.reading import read_results
from eval.results import QuestionResult, RunResult, Slice
from eval.run import run_suite
from eval.shares import Figure
from eval.showing import show_comparison, show_failures
from eval.storing import name_result, name_suite, read_result, require_writable, to_json, write_result
from eval.suites.gold import GOLD_FOLDER
from eval.systems import Role
from eval.table import show_result
from eval.tasks import Request

__all__ = [
    "GOLD_FOLDER",
    "AblationResult",
    "Blame",
    "ChangedQuestion",
    "Comparison",
    "Difference",
    "Failure",
    "Fault",
    "Figure",
    "GoldKind",
    "GoldQuestion",
    "Judged",
    "Judgement",
    "Kept",
    "PlotLabels",
    "QuestionResult",
    "Quote",
    "Request",
    "Role",
    "RunResult",
    "ShownPassage",
    "Slice",
    "SystemResult",
    "Verdict",
    "ablate_suite",
    "choose_measures",
    "collect",
    "compare_runs",
    "count_faults",
    "count_judgements",
    "drop_judgement",
    "fit_model",
    "judged_id",
    "list_failures",
    "list_judgements",
    "name_result",
    "name_suite",
    "plot_ablation",
    "plot_run",
    "read_ablation",
    "read_gold",
    "read_result",
    "read_results",
    "require_writable",
    "run_suite",
    "save_judgement",
    "show_comparison",
    "show_failures",
    "show_result",
    "take_judgements",
    "to_json",
    "undo_judgement",
    "write_ablation",
    "write_model",
    "write_page",
    "write_result",
]
