"""Many articles: readers, writers, and the runner, which is `khkt_nlp.corpus.runner.annotate`."""
