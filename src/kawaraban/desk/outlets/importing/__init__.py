"""Lists of outlets taken in from CSV: a table, what its columns and codes mean, what that would do, and doing it."""

from kawaraban.desk.outlets.importing.mapping import Mapping, guess
from kawaraban.desk.outlets.importing.planning import Plan, plan
from kawaraban.desk.outlets.importing.table import Table, TableError, read_table
from kawaraban.desk.outlets.importing.taking import take_in

__all__ = ["Mapping", "Plan", "Table", "TableError", "guess", "plan", "read_table", "take_in"]
