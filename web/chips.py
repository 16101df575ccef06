"""What was understood of a question, as chips that a reader can change or take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from answers import SIGNS, name_place, read_stated, say_understood, show_bound, sort_of_action
from errors import FilterError
from language import detect_language, to_traditional
from places import named, place_of
from records import Combination, Language, Level, QuestionKind, Stance, Understanding
from web.labels import render_sign
from web.wording import Words

_COMBINATIONS = (Combination.AND, Combination.OR, Combination.BUT_NOT)
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
        *_topics(understood, words),
        _choice("stance", understood.stance, _STANCES, words),
        *(_named("places", name, place_label(name, words), words) for name in understood.places),
        *(_named("years", str(year), str(year), words) for year in understood.years),
    ]
    if understood.is_negated:
        chips.append(_named("is_negated", "", words.say("negated"), words))
    if understood.level is not Level.UNKNOWN:
        chips.append(_named("level", "", words.say(f"asked_level_{understood.level}"), words))
    if sort := sort_of_action(understood):
        chips.append(_named("action", understood.action, words.say(f"asked_action_{sort}"), words))
    if understood.condition:
        chips.append(_condition(understood.condition, words))
    return (
        f'<div class="understood" role="group" aria-label="{words.html("understood_as")}">'
        f'<span class="said">{words.html("understood_as")}</span>{"".join(chips)}</div>'
    )


def render_taken_up(understood: Understanding | None, asked: str, words: Words) -> str:
    """A follow-up as the whole question it was read as, and the way to ask it alone.

    Where the whole question is in another language than the page, its parts are named in the page's.

    Args:
        understood: of the question.
        asked: the question as typed; nothing is shown where it was read as it stands.
        words: the page's words.
    """
    if understood is None or understood.question.strip() in ("", asked.strip()):
        return ""
    said = say_understood(understood, words.language)
    return (
        f'<p class="taken-up"><span>{words.html("read_as")}</span> <q>{escape(said)}</q> '
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


def _topics(understood: Understanding, words: Words) -> Iterable[str]:
    """The words looked for; of two topics both, with how they are joined between them."""
    yield _topic("topic", understood.topic, words, gloss=_gloss(understood, words))
    if understood.combination is not Combination.NONE:
        yield _choice("combination", understood.combination, _COMBINATIONS, words)
        taken = _take_away("combination", "", _written(understood.other_topic, words), words)
        yield _topic("other_topic", understood.other_topic, words, rest=taken)


def _topic(field: str, topic: str, words: Words, *, gloss: str = "", rest: str = "") -> str:
    """Words looked for, to be written over."""
    label = words.html(f"asked_{field}")
    return (
        f'<span class="chip topic"><input data-understood="{field}" value="{escape(_written(topic, words))}" '
        f'aria-label="{label}" title="{label}" placeholder="{label}" autocomplete="off" spellcheck="false">'
        f"{gloss}{rest}</span>"
    )


def _gloss(understood: Understanding, words: Words) -> str:
    """The nearest of the reports' own terms, where a Chinese page shows an English topic."""
    is_foreign = words.language is not Language.EN and detect_language(understood.topic) is Language.EN
    if not is_foreign or not understood.topic or not understood.terms:
        return ""
    return f"<small>{escape(_written(understood.terms[0], words))}</small>"


def _written(text: str, words: Words) -> str:
    """What was folded to be looked for, in the script of the page."""
    return to_traditional(text) if words.language is Language.HANT else text


def _condition(written: str, words: Words) -> str:
    """What figures must be: how they are compared, to be chosen, and the number, to be written over."""
    try:
        condition = read_stated(written)
    except FilterError:
        return _named("condition", "", written, words)
    options = "".join(
        f'<option value="{escape(sign)}"{" selected" if relation == condition.relation else ""}>'
        f"{words.html(f'asked_condition_{relation}')}</option>"
        for relation, sign in SIGNS.items()
    )
    bound, label = escape(_written(show_bound(condition), words)), words.html("asked_condition_bound")
    hidden = " hidden" if condition.is_ranking else ""
    said = f"{words.say(f'asked_condition_{condition.relation}')} {_written(show_bound(condition), words)}".strip()
    return (
        f'<span class="chip choice condition"><select data-condition aria-label="{words.html("asked_condition")}">'
        f'{options}</select><input data-bound value="{bound}" aria-label="{label}" title="{label}" autocomplete="off" '
        f'spellcheck="false"{hidden}>{_take_away("condition", "", said, words)}</span>'
    )


def _take_away(field: str, value: str, said: str, words: Words) -> str:
    return (
        f'<button type="button" data-drop="{field}" data-value="{escape(value)}" '
        f'aria-label="{words.html("take_away", what=said)}">×</button>'
    )


def _named(field: str, value: str, said: str, words: Words) -> str:
    """A chip that can only be taken away."""
    return f'<span class="chip"><span>{escape(said)}</span>{_take_away(field, value, said, words)}</span>'
