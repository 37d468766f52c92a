"""Many articles: readers, writers, the runner."""
