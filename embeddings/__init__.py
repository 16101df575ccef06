"""The door of the embeddings room: text in, vectors of length 1 out."""

from embeddings.background import background_questions
from embeddings.encoders import Encoder, Ensemble, TokenEncoder, Vectors
from embeddings.hashing import HashingEncoder
from embeddings.loading import load_ensemble

__all__ = [
    "Encoder",
    "Ensemble",
    "HashingEncoder",
    "TokenEncoder",
    "Vectors",
    "background_questions",
    "load_ensemble",
]
