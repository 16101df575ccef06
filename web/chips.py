"""What was understood of a question, as chips that a reader can change or take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from answers import name_place
from language import to_traditional
from places import named, place_of
from records import Language, Level, QuestionKind, Stance, Understanding
from web.labels import render_sign
from web.wording import Words

_STANCES = (Stance.NONE, Stance.PLANNED, Stance.DONE, Stance.PROBLEM)


def render_chips(understood: Understanding | None, words: Words) -> str:
    """Show an understanding; the script sends it back changed when a chip is.

    Args:
        understood: of the question; nothing is shown without it.
        words: the page's words.
    """
    if understood is None:
        return ""
    chips = [
        _choice("kind", understood.kind, QuestionKind, words),
        _topic(understood.topic, words),
        _choice("stance", understood.stance, _STANCES, words),
        *(_named("places", name, place_label(name, words), words) for name in understood.places),
        *(_named("years", str(year), str(year), words) for year in understood.years),
    ]
    if understood.is_negated:
        chips.append(_named("is_negated", "", words.say("negated"), words))
    if understood.level is not Level.UNKNOWN:
        chips.append(_named("level", "", words.say(f"asked_level_{understood.level}"), words))
    return (
        f'<div class="understood" role="group" aria-label="{words.html("understood_as")}">'
        f'<span class="said">{words.html("understood_as")}</span>{"".join(chips)}</div>'
    )


def render_taken_up(understood: Understanding | None, asked: str, words: Words) -> str:
    """A follow-up as the whole question it was read as, and the way to ask it alone.

    Args:
        understood: of the question.
        asked: the question as typed; nothing is shown where it was read as it stands.
        words: the page's words.
    """
    if understood is None or understood.question.strip() in ("", asked.strip()):
        return ""
    return (
        f'<p class="taken-up"><span>{words.html("read_as")}</span> <q>{escape(understood.question)}</q> '
        f'<button type="button" class="link" data-alone>{words.html("ask_alone")}</button></p>'
    )


def place_label(name: str, words: Words) -> str:
    """A division's name in the page's language; one that is no division, as it is written.

    Example:
        >>> place_label("青岛市", Words(Language.EN)), place_label("齐齐哈尔市", Words(Language.HANT))
        ('Qingdao', '齊齊哈爾市')
    """
    found = named(name)
    if found:
        return name_place(replace(place_of(found[0]), is_inferred=False), words.language)
    return to_traditional(name) if words.language is Language.HANT else name


def _choice(field: str, chosen: str, choices: Iterable[str], words: Words) -> str:
    """A chip that is a choice; the browser's own control, so that every key and reader knows it."""
    said = {value: words.html(f"asked_{field}_{value}") for value in choices}
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{name}</option>'
        for value, name in said.items()
    )
    sign = render_sign(Stance(chosen)) if field == "stance" and chosen != Stance.NONE else ""
    state = "chip choice" if chosen != Stance.NONE else "chip choice open"
    return (
        f'<span class="{state}">{sign}<select data-understood="{field}" aria-label="{words.html(f"asked_{field}")}">'
        f"{options}</select></span>"
    )


def _topic(topic: str, words: Words) -> str:
    """The words looked for, to be written over."""
    label = words.html("asked_topic")
    return (
        f'<span class="chip topic"><input data-understood="topic" value="{escape(topic)}" aria-label="{label}" '
        f'title="{label}" placeholder="{label}" autocomplete="off" spellcheck="false"></span>'
    )


def _named(field: str, value: str, said: str, words: Words) -> str:
    """A chip that can only be taken away."""
    return (
        f'<span class="chip"><span>{escape(said)}</span><button type="button" data-drop="{field}" '
        f'data-value="{escape(value)}" aria-label="{words.html("take_away", what=said)}">×</button></span>'
    )
