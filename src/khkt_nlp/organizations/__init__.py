"""Organisations: names, kinds, parents, coreference."""
