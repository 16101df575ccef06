"""What is known of written Chinese without any report: folding, scripts, sentences, masks, numerals, meanings."""

from language.dictionary import english_key, meanings, pinyin_key
from language.folding import Folded, fold, fold_text, key_text, normalise, to_simplified, to_traditional
from language.masks import find_masks
from language.numerals import read_number, write_number
from language.scripts import detect_language, detect_script
from language.sentences import split_sentences
from language.stance import stance_of
from language.tokens import bigram_tokens, passage_tokens

__all__ = [
    "Folded",
    "bigram_tokens",
    "detect_language",
    "detect_script",
    "english_key",
    "find_masks",
    "fold",
    "fold_text",
    "key_text",
    "meanings",
    "normalise",
    "passage_tokens",
    "pinyin_key",
    "read_number",
    "split_sentences",
    "stance_of",
    "to_simplified",
    "to_traditional",
    "write_number",
]
