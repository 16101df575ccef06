"""The writer: a language model behind an OpenAI-compatible server, and the check of all it writes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from answers.wording import say
from answers.writing.checking import check_sentence
from answers.writing.nearness import Nearness
from answers.writing.nouns import SentenceStatus, Source, WrittenAnswer
from answers.writing.prompt import build_messages, choose_sources, sources_of
from answers.writing.sentences import stream_sentences
from endpoints import named_faults, open_client
from errors import EndpointError, EndpointFault, SettingsError
from records import Answer
from search import Searcher
from settings import PREFIX, LlmSettings

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types.chat import ChatCompletionMessageParam

GROUP = "llm"
_PASSING = (EndpointFault.BUSY, EndpointFault.FAILED, EndpointFault.UNREACHABLE)
_FIRST_PAUSE_S = 0.5


class _BrokenOffError(Exception):
    """A stream ended without saying that it is at its end, or because its server withheld the rest."""


class _TooLongError(Exception):
    """A stream ended at the limit of its tokens, mostly within a sentence."""


class Writer:
    """Lets a model write an answer from its findings; safe for several threads.

    The model sees the question and the quotes of the supported findings, nothing else, and decides
    nothing: which reports say so stands before it is asked.

    Args:
        settings: model and server.
        searcher: compares what is written in English with the Chinese quotes; None to go without.

    Raises:
        SettingsError: no model is named, or no server.
    """

    def __init__(self, settings: LlmSettings, *, searcher: Searcher | None = None) -> None:
        if not settings.model:
            reason = f"is empty; expected the name of a model, such as {PREFIX}{GROUP.upper()}__MODEL=NAME"
            raise SettingsError(f"{GROUP}.model", reason)
        self.settings = settings
        self._is_near = Nearness(searcher) if searcher else None
        # The client would start its time limit anew with every retry.
        self._client: OpenAI = open_client(settings.model_copy(update={"retries": 0}), group=GROUP)

    def write(self, answer: Answer) -> Iterator[WrittenAnswer]:
        """Write an answer, sentence by sentence.

        An answer that abstains, one about the silent reports, and one whose quotes are all
        instructions to a model are not handed over. Whatever goes wrong on the way ends in a last
        answer with ``fallback_reason``: nothing is raised, nothing is kept back in silence.

        Args:
            answer: decided, from ``Answerer.ask``.

        Yields:
            What is written so far, after every sentence; the last one ``is_complete``.
        """
        written = WrittenAnswer(answer.language, self.settings.model)
        sources = {source.number: source for source in sources_of(answer)}
        handed = choose_sources(tuple(sources.values()), max_chars=self.settings.max_chars)
        if reason := _reason_not_to_ask(answer, handed):
            yield _fall_back(written, reason)
            return
        try:
            for sentence in stream_sentences(self._stream(answer, handed)):
                written = self._add(written, sentence, {source.number: source for source in handed}, answer)
                yield written
        except EndpointError as error:
            yield _fall_back(written, f"llm_{error.fault}")
        except _BrokenOffError:
            yield _fall_back(written, "llm_broken")
        except _TooLongError:  # the sentence that it broke off in is not given out
            yield _finish(written)
        else:
            yield _finish(written)

    def _add(
        self, written: WrittenAnswer, sentence: str, sources: Mapping[int, Source], answer: Answer
    ) -> WrittenAnswer:
        checked = check_sentence(sentence, sources, answer, is_near=self._is_near)
        if checked.status is not SentenceStatus.OK and self.settings.failing == "drop":
            return replace(written, n_dropped=written.n_dropped + 1)
        return replace(written, sentences=(*written.sentences, checked))

    def _stream(self, answer: Answer, sources: tuple[Source, ...]) -> Iterator[str]:
        """The pieces of text as they come, all of them within the time limit.

        Before the first piece a busy or failing server is asked again, and one that refuses a request
        is asked without the parameters that some models do not take.
        """
        deadline = time.monotonic() + self.settings.timeout_s
        messages = build_messages(answer, sources)
        parameters = {"max_tokens": self.settings.max_tokens, "temperature": self.settings.temperature}
        n_retries, has_begun = 0, False
        while True:
            try:
                for piece in self._ask(messages, parameters, deadline):
                    has_begun = True
                    yield piece
                return
            except EndpointError as error:
                if has_begun and error.fault is EndpointFault.UNREACHABLE:
                    raise _BrokenOffError from error
                if error.fault is EndpointFault.REFUSED and parameters:
                    parameters = {}
                elif error.fault in _PASSING and not has_begun and n_retries < self.settings.retries:
                    time.sleep(max(0.0, min(_FIRST_PAUSE_S * 2**n_retries, deadline - time.monotonic())))
                    n_retries += 1
                else:
                    raise

    def _ask(self, messages: list[dict[str, str]], parameters: dict[str, Any], deadline: float) -> Iterator[str]:
        """One request and its stream."""
        settings = self.settings
        finish = None
        with (
            named_faults(settings, group=GROUP, model=settings.model),
            self._client.chat.completions.create(
                model=settings.model,
                messages=cast("list[ChatCompletionMessageParam]", messages),
                stream=True,
                timeout=max(0.01, deadline - time.monotonic()),
                **parameters,
            ) as stream,
        ):
            for chunk in stream:
                if time.monotonic() > deadline:
                    reason = f"still wrote after {settings.timeout_s:g} s: raise {GROUP}.timeout_s"
                    raise EndpointError(settings.model, EndpointFault.TIMEOUT, reason)
                for choice in chunk.choices[:1]:
                    finish = choice.finish_reason or finish
                    if choice.delta.content:
                        yield choice.delta.content
        if finish == "length":
            raise _TooLongError
        if finish in (None, "content_filter"):
            raise _BrokenOffError


def _reason_not_to_ask(answer: Answer, handed: tuple[Source, ...]) -> str:
    """The wording of why a model has nothing to do here; empty where it has."""
    if answer.is_abstained or not any(finding.is_supported for finding in answer.findings):
        return "llm_abstained"
    if answer.understood is not None and answer.understood.is_negated:
        return "llm_negated"
    return "" if handed else "llm_commanded"


def _finish(written: WrittenAnswer) -> WrittenAnswer:
    """The end: at least one sentence has to hold."""
    if any(sentence.status is SentenceStatus.OK for sentence in written.sentences):
        return replace(written, is_complete=True)
    return _fall_back(written, "llm_failing" if written.sentences or written.n_dropped else "llm_empty")


def _fall_back(written: WrittenAnswer, key: str) -> WrittenAnswer:
    reason = say(key, written.language, model=written.model)
    return replace(written, is_complete=True, fallback_reason=reason)
