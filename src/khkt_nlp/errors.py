"""The errors that a user meets: each message is one sentence with what, where and what to do."""


class KhktError(Exception):
    """Base of every error this library raises on purpose; its text is ready to be shown to a user."""


class InputError(KhktError):
    """An article, a file or a line of input cannot be read."""


class DataError(KhktError):
    """A data file (registry, gazetteer, taxonomy, model) does not satisfy its schema."""
