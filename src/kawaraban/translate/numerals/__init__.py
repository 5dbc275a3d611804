"""How numbers are written: digits of any width, 万 億 兆, kanji numerals, English words; read and written."""

from kawaraban.translate.numerals.cjk import read_cjk
from kawaraban.translate.numerals.model import Number, Value, Written, fold
from kawaraban.translate.numerals.writing import write

__all__ = ["Number", "Value", "Written", "fold", "read_cjk", "write"]
