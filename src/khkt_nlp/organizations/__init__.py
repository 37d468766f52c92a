"""Organisations: which one a name means, its kind, its parent and its province."""

from khkt_nlp.organizations.expansion import expand
from khkt_nlp.organizations.gazetteer import Gazetteer, Organization, load
from khkt_nlp.organizations.linker import link
from khkt_nlp.organizations.models import OrganizationMention

__all__ = ["Gazetteer", "Organization", "OrganizationMention", "expand", "link", "load"]
