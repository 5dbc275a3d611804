"""The registry of outlets: facts about those that publish, each with its source and date; never a grade."""

from kawaraban.desk.outlets.facts import Facts, facts_of, owners_and_countries_of

__all__ = ["Facts", "facts_of", "owners_and_countries_of"]
