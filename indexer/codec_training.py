"""Learns the codec of an encoder's token vectors: ``python -m indexer.codec_training --help``."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from console import report_errors
from corpus import read_corpus
from embeddings import TokenEncoder, Vectors, background_questions, load_ensemble
from errors import ModelUnavailableError
from indexer.codec import Codec, train_codec, write_codec
from indexer.prepare import prepare
from language import fold_text
from records import Language
from settings import load_settings


def learn(encoder: TokenEncoder, texts: Sequence[str]) -> Codec:
    """Learn a codec from general passages.

    Args:
        encoder: whose token vectors are to be stored.
        texts: folded passages, some hundreds or more.
    """
    passages, tokens = encoder.encode_passages_and_tokens(texts)
    english, chinese = (_mean_token(encoder, language) for language in (Language.EN, Language.HANS))
    return train_codec(tokens, passages, english_questions=english, chinese_questions=chinese)


def _mean_token(encoder: TokenEncoder, language: Language) -> Vectors:
    _, tokens = encoder.encode_queries_and_tokens([fold_text(one) for one in background_questions()[language]])
    mean: Vectors = np.concatenate(tokens).mean(axis=0)
    return mean


def read_passages(source: Path) -> Iterator[str]:
    """The folded passages of a folder of reports, or the paragraphs of a SQuAD-style JSON file."""
    if source.is_dir():
        material = prepare(read_corpus(source), max_chars=load_settings().chunk.max_chars)
        texts = {report.report_id: report.text for report in material.reports}
        for passage in material.passages:
            yield fold_text(texts[passage.report_id][passage.start : passage.end])
        return
    for article in json.loads(source.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            yield fold_text(paragraph["context"])


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--encoder", default="e5", show_default=True, help="an encoder with token vectors")
@click.option("--sample", type=click.IntRange(min=1), default=600, show_default=True, help="passages of each source")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="the .npz file to write")
@report_errors
def cli(*, sources: tuple[Path, ...], encoder: str, sample: int, out: Path) -> None:
    """Learn the codec of token vectors from folders of reports and SQuAD-style JSON files."""
    settings = load_settings()
    (member,) = load_ensemble(encoder, cache=settings.cache, threads=settings.threads).members
    if not isinstance(member, TokenEncoder):
        raise ModelUnavailableError(encoder, "gives no vectors for tokens: use e5")
    texts = [text for source in sources for text in _sample(read_passages(source), sample)]
    write_codec(out, learn(member, texts))


def _sample(texts: Iterator[str], size: int) -> list[str]:
    every = sorted(set(texts))
    return random.Random(0).sample(every, min(size, len(every)))


if __name__ == "__main__":
    cli()
