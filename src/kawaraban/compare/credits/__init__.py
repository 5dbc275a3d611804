"""Credits: whom a report says that it has its text from, in its datelines, its last line and the words of its lead."""

from kawaraban.compare.credits.finding import credits
from kawaraban.compare.credits.naming import same_name

__all__ = ["credits", "same_name"]
