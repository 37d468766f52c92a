"""Sentences and words, each with exact offsets."""

from khkt_nlp.segmentation.sentences import Sentence, sentences
from khkt_nlp.segmentation.tagger import pos_tags
from khkt_nlp.segmentation.words import Word, word_tokenize, words

__all__ = ["Sentence", "Word", "pos_tags", "sentences", "word_tokenize", "words"]
