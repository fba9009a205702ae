"""One module per kind of sheet. Each reads rows into records, says what stands, and writes what changes."""

from lists.importers.devolutions import Devolutions
from lists.importers.discretion import Discretion
from lists.importers.items import Items
from lists.importers.statutes import Statutes

IMPORTERS = {"statutes": Statutes, "items": Items, "devolutions": Devolutions, "discretion": Discretion}
