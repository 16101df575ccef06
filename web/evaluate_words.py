"""What measures, faults, kinds, systems and suites are called on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from eval import Fault, GoldKind, PlotLabels, name_suite
from search import SearchOptions
from web.evaluate_suites import Sort
from web.passages import leg_label
from web.wording import Words, wording

_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "evidence recall": "measure_evidence_recall",
        "evidence in one passage": "measure_evidence_whole",
        "answer in the marked sentence": "measure_marked",
        "recall": "measure_recall",
        "nDCG": "measure_ndcg",
        "MRR": "measure_mrr",
        "set F1": "measure_set_f1",
        "status accuracy": "measure_status",
        "answer accuracy": "measure_answer",
        "abstention precision": "measure_abstention_precision",
        "abstention recall": "measure_abstention_recall",
        "citation fidelity": "measure_fidelity",
        "script gap": "measure_script_gap",
    }
)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "evidence recall": "means_evidence_recall",
        "evidence in one passage": "means_evidence_whole",
        "answer in the marked sentence": "means_marked",
        "recall": "means_recall",
        "nDCG": "means_ndcg",
        "MRR": "means_mrr",
        "set F1": "means_set_f1",
        "status accuracy": "means_status",
        "answer accuracy": "means_answer",
        "abstention precision": "means_abstention_precision",
        "abstention recall": "means_abstention_recall",
        "citation fidelity": "means_fidelity",
    }
)
FAULTS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.EVIDENCE_MISSED: "fault_missed",
        Fault.EVIDENCE_SPLIT: "fault_split",
        Fault.MISSING_REPORT: "fault_missing_report",
        Fault.WRONG_REPORT: "fault_wrong_report",
        Fault.WRONG_STATUS: "fault_status",
        Fault.ABSTAINED_WRONGLY: "fault_abstained",
        Fault.SHOULD_HAVE_ABSTAINED: "fault_not_abstained",
        Fault.FIGURE_MISSING: "fault_figure",
        Fault.NOT_QUOTED: "fault_not_quoted",
        Fault.TOO_LONG: "fault_long",
        Fault.ALTERED_QUOTE: "fault_altered",
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        GoldKind.WHICH_REPORTS: "asked_kind_which_reports",
        GoldKind.NUMBER: "asked_kind_number",
        GoldKind.FACT: "asked_kind_fact",
        GoldKind.COMPARE: "asked_kind_compare",
        GoldKind.LIST: "asked_kind_list",
        GoldKind.UNANSWERABLE: "kind_unanswerable",
    }
)
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "language_en", "zh-Hans": "language_hans", "zh-Hant": "language_hant"}
)
_LEVELS: Mapping[str, str] = MappingProxyType(
    {"province": "level_province", "city": "level_city", "county": "level_county"}
)
SLICES: Mapping[str, str] = MappingProxyType(
    {
        "language": "by_language",
        "kind": "by_kind",
        "script": "by_script",
        "report": "by_report",
        "level": "by_level",
        "place": "by_place",
    }
)
SORTS: Mapping[Sort, str] = MappingProxyType(
    {
        Sort.DEMO: "sort_demo",
        Sort.FEEDBACK: "sort_feedback",
        Sort.GOLD: "sort_gold",
        Sort.SQUAD: "sort_squad",
        Sort.BEIR: "sort_beir",
        Sort.PAIRS: "sort_pairs",
    }
)
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "late interaction": "part_late",
        "centring": "part_centring",
        "scope reading": "part_scope",
        "collapsing": "part_collapsing",
        "all passages": "part_passages",
        "all sentences": "part_sentences",
    }
)
_TOOK: Mapping[str, str] = MappingProxyType(
    {
        "find": "took_find",
        "ask": "took_ask",
        "spelling": "took_spelling",
        "scope": "part_scope",
        "encode": "took_encode",
        "legs": "took_legs",
        "terms": "took_terms",
        "tokens": "part_late",
        "fusion": "took_fusion",
        "hits": "took_hits",
        "answer": "took_answer",
    }
)
_OTHER_SCRIPT = " in the other script"
_CUT = re.compile(r"@(\d+)$")


def name_measure(measure: str, words: Words) -> str:
    """A measure in the page's language; one without words keeps its name.

    Example:
        >>> from records import Language
        >>> name_measure("evidence recall@5", Words(Language.EN)), name_measure("odd", Words(Language.EN))
        ('evidence among the first 5', 'odd')
    """
    if measure.endswith(_OTHER_SCRIPT):
        return words.say("measure_other_script", measure=name_measure(measure.removesuffix(_OTHER_SCRIPT), words))
    cut = _CUT.search(measure)
    key = _MEASURES.get(measure_family(measure))
    return words.say(key, k=cut[1] if cut else "") if key else measure


def measure_family(measure: str) -> str:
    """A measure without its cutoff: what its meaning is told by."""
    return _CUT.sub("", measure)


def name_kind(kind: str, words: Words) -> str:
    """The kind of a gold question."""
    return words.say(_KINDS[kind]) if kind in _KINDS else kind


def name_language(code: str, words: Words) -> str:
    """The language of a question."""
    return words.say(_LANGUAGES[code]) if code in _LANGUAGES else code


def name_slice(by: str, name: str, words: Words) -> str:
    """What the questions of a slice have in common; reports and places keep their names."""
    if by == "language":
        return name_language(name, words)
    if by == "kind":
        return name_kind(name, words)
    if by == "level" and name in _LEVELS:
        return words.say(_LEVELS[name])
    if by == "script":
        return " → ".join(name_language(one, words) for one in name.split(" → "))
    return name


def name_system(system: str, words: Words) -> str:
    """A search of an ablation."""
    if system == "full":
        return words.say("system_full")
    if system.endswith(" alone"):
        return words.say("system_alone", part=name_part(system.removesuffix(" alone"), words))
    return words.say("system_without", part=name_part(system.removeprefix("without "), words))


def name_part(part: str, words: Words) -> str:
    """A part of the search: a leg, a step or an encoder."""
    if part in _PARTS:
        return words.say(_PARTS[part])
    if part.endswith(":tokens"):
        return words.say("part_late")
    return leg_label(part, words)


def name_bar(system: str, words: Words) -> str:
    """A search of an ablation along a plot, whose title says whether it stands alone or is left out.

    Example:
        >>> from records import Language
        >>> name_bar("without e5:sentences", Words(Language.EN)), name_bar("e5:sentences alone", Words(Language.HANS))
        ('sentences (e5)', '句子 (e5)')
    """
    part = system.removesuffix(" alone").removeprefix("without ")
    model, _, kind = part.rpartition(":")
    key = "bar_joint" if model == "joint" else f"bar_{kind.replace(' ', '_')}"
    if key not in wording():
        return name_part(part, words)
    return f"{words.say(key)} ({model})" if model not in ("", "joint") else words.say(key)


def name_count(what: str, words: Words) -> str:
    """What an index counts: reports, sections, passages, sentences."""
    key = f"counted_{what}"
    return words.say(key) if key in wording() else what


def name_trial(suite: str, words: Words, *, feedback: str = "") -> str:
    """A suite without the folders of its files, plain text.

    Args:
        suite: as on the command line.
        words: the page's words.
        feedback: the name of the file of judged answers.

    Example:
        >>> from records import Language
        >>> name_trial("gold:some/where/questions.jsonl", Words(Language.EN))
        'questions.jsonl'
    """
    head, _, files = name_suite(suite).partition(":")
    if head == Sort.DEMO:
        return words.say("suite_demo")
    return words.say("suite_feedback") if files and files == feedback else files.replace(",", " → ") or head


def name_stage(stage: str, words: Words) -> str:
    """A stage of a search or an answer, along the plot of what it took."""
    return words.say(_TOOK[stage]) if stage in _TOOK else stage


def list_options(options: SearchOptions | None, encoder: str, words: Words) -> list[str]:
    """What a search left out of the full one, in words; nothing where it used everything.

    Args:
        options: of the search; None where they are not known.
        encoder: the names of the index's encoders, joined by ``+``.
        words: the page's words.
    """
    if options is None:
        return []
    left_out = {
        "part_late": not options.has_late_interaction,
        "part_centring": not options.is_centred,
        "part_scope": not options.reads_scope,
    }
    steps = (words.say("system_without", part=words.say(key)) for key, is_out in left_out.items() if is_out)
    return [*_list_legs(options, encoder, words), *steps]


def _list_legs(options: SearchOptions, encoder: str, words: Words) -> list[str]:
    """The legs that a search used, or those that it did not, whichever are fewer."""
    names = encoder.split("+")
    dense = [f"{name}:{unit}" for name in names for unit in ("passages", "sentences")]
    joint = ["joint:sentences"] if len(names) > 1 else []
    kept = [leg for leg in options.legs if not leg.endswith(":tokens")]
    missing = [leg for leg in (*dense, *joint, "bm25", "terms") if leg not in kept]
    if not kept or not missing:
        return []
    if len(kept) <= len(missing):
        return [words.say("only_legs", legs=" + ".join(leg_label(leg, words) for leg in kept))]
    return [words.say("system_without", part=leg_label(leg, words)) for leg in missing]


def plot_labels(measure: str, words: Words) -> PlotLabels:
    """The words along the axes of the plots."""
    return PlotLabels(
        looked_at=words.say("axis_looked_at"),
        recall=words.say("axis_recall"),
        predicted=words.say("axis_predicted"),
        observed=words.say("axis_observed"),
        change=words.say("axis_change", measure=name_measure(measure, words)),
        milliseconds=words.say("axis_milliseconds"),
        told_recall=words.say("plot_recall"),
        told_recall_at=words.say("told_recall_at", value="{value}", k="{k}"),
        told_reliability=words.say("told_reliability"),
        told_reliability_at=words.say("told_reliability_at", said="{said}", came="{came}"),
        told_latency=words.say("plot_latency"),
        told_without=words.say("plot_without"),
        told_alone=words.say("plot_alone"),
    )


def render_day(started: str) -> str:
    """A moment of ISO 8601, which the page's script shows in the reader's own time."""
    shown = escape(started[:16].replace("T", " "))
    return f'<time datetime="{escape(started)}" data-moment="{escape(started)}">{shown}</time>'
