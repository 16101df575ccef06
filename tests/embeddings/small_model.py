"""A real sentence-transformers model, small: a BERT of one layer, its WordPiece tokenizer learnt from the demo corpus.

Its weights are random but always the same; with mean pooling over its word vectors it finds texts
that share words, which is all that a test needs of it. Saved it takes 300 kB.
"""

from __future__ import annotations

import json
from pathlib import Path

DIMENSION, MAX_TOKENS, VOCABULARY = 32, 96, 1500
PROMPTS = {"query": "问题：", "passage": "报告："}


def save_small_model(folder: Path, texts: list[str], *, prompts: dict[str, str] = PROMPTS) -> Path:
    """Train the tokenizer on texts, make the weights, save the model; give its folder back."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    plain = folder.with_name(f"{folder.name}-plain")
    tokenizer = _train_tokenizer(texts)
    tokenizer.save_pretrained(str(plain))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=DIMENSION, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=MAX_TOKENS, initializer_range=0.5,
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(str(plain))
    transformer = Transformer(str(plain), max_seq_length=MAX_TOKENS)
    model = SentenceTransformer(
        modules=[transformer, Pooling(DIMENSION, "mean"), Normalize()], device="cpu", prompts=dict(prompts)
    )
    model.save(str(folder), create_model_card=False)
    return folder


def change_config(folder: Path, **values: object) -> Path:
    """Write values into what a saved model says of itself."""
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")
    return folder


def _train_tokenizer(texts: list[str]):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    ends = [(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, mask_token="[MASK]", model_max_length=MAX_TOKENS, **names
    )
