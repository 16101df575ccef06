"""The tokenizer of multilingual-e5-small, built from the pieces and scores of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.e5_file import Vocabulary

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

# Nmt and NFKC fold a full-width tilde to "~"; the official tokenizer keeps it (it is the Chinese sign for a range:
# 2020～2022). A code point that no text may hold carries it past them.
WIDE_TILDE, CARRIER = "～", "\ufdd0"


def build_tokenizer(vocabulary: Vocabulary, *, max_tokens: int) -> PreTrainedTokenizerFast:
    """Build a fast tokenizer: Nmt, NFKC and collapsed spaces, Unigram over metaspace, ``<s> … </s>``."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces = vocabulary.pieces
    tokenizer = Tokenizer(
        models.Unigram(list(zip(pieces, vocabulary.scores, strict=True)), vocabulary.unknown, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(WIDE_TILDE, CARRIER),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(CARRIER, WIDE_TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces[vocabulary.bos], pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers' own
        tokenizer_object=tokenizer,
        model_max_length=max_tokens,
        bos_token=bos,
        eos_token=eos,
        cls_token=bos,
        sep_token=eos,
        pad_token=pieces[vocabulary.pad],
        unk_token=pieces[vocabulary.unknown],
        mask_token=AddedToken("<mask>", lstrip=True, special=True),
    )
