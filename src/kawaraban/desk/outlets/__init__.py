"""The registry of outlets: facts about those that publish, each with its source and date; never a grade."""

from kawaraban.desk.outlets.facts import Facts, countries_of, facts_of, owners_of

__all__ = ["Facts", "countries_of", "facts_of", "owners_of"]
