"""What a post keeps of an outlet's facts: as they stood when it was published, in its readers' words."""

from __future__ import annotations

from django.utils.translation import get_language

from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.facts import Facts
from kawaraban.publish import OutletFacts, SaidOfOutlet


def frozen_facts(facts: Facts | None) -> OutletFacts | None:
    """The facts in the language that is active; None where nothing is known that can be told."""
    if facts is None or facts.read_on is None or not facts.full:
        return None
    language = get_language() or "en"
    said = tuple(
        SaidOfOutlet(str(fact.get_kind_display()), words.told(fact, language), fact.source, fact.link)
        for fact in facts.all
    )
    return OutletFacts(facts.full, facts.read_on, said)
