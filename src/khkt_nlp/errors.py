"""The errors that a user meets: each message is one sentence with what, where and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class KhktError(Exception):
    """Base of every error this library raises on purpose; its text is ready to be shown to a user."""


class InputError(KhktError):
    """An article, a file or a line of input cannot be read."""


class DataError(KhktError):
    """A data file (registry, gazetteer, taxonomy, model) does not satisfy its schema."""


def complaint(error: ValidationError) -> str:
    """Say what pydantic found first, and in which field, as a part of a sentence."""
    first = error.errors(include_url=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    field = ".".join(map(str, first["loc"]))
    return f"the field {field} does not fit: {message}" if field else message
