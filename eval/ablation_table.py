"""An ablation as a table on the screen."""

from __future__ import annotations

from rich.text import Text

from eval.ablation import AblationResult, Change, SystemResult
from eval.screen import NOTHING, empty_table, print_parts, show_change, show_interval, show_number, show_p
from records import Language


def show_ablation(result: AblationResult, *, width: int | None = None) -> str:
    """The systems below each other, with what each differs from the full one by.

    Args:
        result: of an ablation.
        width: of a terminal, in characters; None gives plain text.

    Returns:
        Text without a line end behind it.
    """
    languages = sorted(set(result.languages)) if len(set(result.languages)) > 1 else []
    table = empty_table("system", result.headline, "change", "95 % interval", "p", *languages)
    for column in table.columns:
        column.no_wrap = column.header != result.headline
    for system in result.systems:
        value = show_number(system.figure(result.headline).value)
        table.add_row(system.name, value, *_cells(system.change), *(_of(system, language) for language in languages))
    counts = ", ".join(f"{count} {name}" for name, count in result.index.counts.items())
    drawn = "" if result.sample is None else ", a sample"
    head = Text(
        f"suite     {result.suite}: {len(result.question_ids)} questions{drawn}\n"
        f"index     {result.index.folder}: {counts}\n"
        f"encoder   {result.index.encoder}, fingerprint {result.index.fingerprint}"
    )
    foot = Text(
        f"seconds   {result.seconds:.1f}\n"
        "Changes are of a system beside the full one: intervals by the paired bootstrap, p by the paired\n"
        "randomisation test."
    )
    return print_parts([head, table, foot], width)


def _cells(change: Change | None) -> tuple[str, str, str]:
    if change is None:
        return NOTHING, NOTHING, NOTHING
    return show_change(change.value), show_interval(change.low, change.high), show_p(change.p)


def _of(system: SystemResult, language: Language) -> str:
    change = system.by_language.get(language)
    return NOTHING if change is None else show_change(change.value)
