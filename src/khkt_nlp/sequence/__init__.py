"""One linear-chain model in numpy for every tagger: attributes → weights → Viterbi or marginals."""

from khkt_nlp.sequence.chain import LinearChain
from khkt_nlp.sequence.decoding import marginals, viterbi

__all__ = ["LinearChain", "marginals", "viterbi"]
