"""Write the parsed e5 file as a sentence-transformers model: BERT, mean pooling, length 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.e5_file import E5File, Shape
from embeddings.e5_tokenizer import build_tokenizer
from embeddings.encoders import Vectors

QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "

# A layer's tensors: the name in the file and the name in transformers' BertModel
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_model(file: E5File, folder: Path) -> None:
    """Write the files of a sentence-transformers model: BERT, mean pooling, length 1."""
    from safetensors.numpy import save_file

    build_tokenizer(file.vocabulary, max_tokens=file.shape.positions).save_pretrained(str(folder))
    save_file(_weights(file), folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in _configuration(file.shape, pad=file.vocabulary.pad).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _weights(file: E5File) -> dict[str, Vectors]:
    shape = file.shape
    hidden, wide = shape.hidden, shape.intermediate
    weights = {
        "embeddings.word_embeddings.weight": file.tensor("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": file.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": file.tensor("emb.type", shape.types, hidden),
        "embeddings.LayerNorm.weight": file.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": file.tensor("emb.ln.b", hidden),
    }
    sizes: dict[str, tuple[int, ...]] = {"fi": (wide, hidden), "fo": (hidden, wide), "aln": (hidden,), "oln": (hidden,)}
    for layer in range(shape.layers):
        for short, long in _LAYER.items():
            size = sizes.get(short, (hidden, hidden))
            target = f"encoder.layer.{layer}.{long}"
            weights[f"{target}.weight"] = file.tensor(f"l{layer}.{short}.w", *size)
            weights[f"{target}.bias"] = file.tensor(f"l{layer}.{short}.b", size[0])
    return weights


def _configuration(shape: Shape, *, pad: int) -> dict[str, Any]:
    modules = "sentence_transformers.base.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.intermediate,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": float(np.float32(shape.epsilon)),
            "hidden_act": "gelu",
            "pad_token_id": pad,
            "dtype": "float32",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.transformer.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
            },
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.normalize.Normalize"},
        ],
        # The file has no pooler; without this BertModel would make one up and warn.
        "sentence_bert_config.json": {"model_kwargs": {"add_pooling_layer": False}},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean", "include_prompt": True},
        # "document" as well: sentence-transformers looks for it before "passage" and would find its own empty default.
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
