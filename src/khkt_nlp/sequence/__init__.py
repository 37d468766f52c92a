"""One linear-chain model in numpy for every tagger."""
