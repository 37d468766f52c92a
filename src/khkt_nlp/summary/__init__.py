"""The record: its schema, building it from a `Doc`, rendering it."""
