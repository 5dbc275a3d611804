"""Movable Type's text format, which most hosts in Japan export: `read` and `write`.

The format: https://movabletype.org/documentation/appendices/import-export-format.html
"""

from kawaraban.publish.formats.movabletype.reading import read
from kawaraban.publish.formats.movabletype.writing import write

__all__ = ["read", "write"]
