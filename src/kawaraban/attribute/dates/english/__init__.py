"""English times: words and digits as classes, rules over the classes."""

from kawaraban.attribute.dates.english.scanning import scan

__all__ = ["scan"]
