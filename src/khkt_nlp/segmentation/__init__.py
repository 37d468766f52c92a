"""Sentences and words, each with exact offsets."""

from khkt_nlp.segmentation.sentences import Sentence, sentences

__all__ = ["Sentence", "sentences"]
