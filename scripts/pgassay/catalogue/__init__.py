"""The catalogue: a database's schema as plain values, read once; everything else is a view of it.

``read`` makes one from a connection, ``snapshot`` keeps it in a file, ``diff`` compares two, ``tables`` gives
typed views for those who walk tables, columns and keys.
"""

from pgassay.catalogue.difference import Change, Difference, diff
from pgassay.catalogue.model import Catalogue, Object, Value
from pgassay.catalogue.read import read

__all__ = ["Catalogue", "Change", "Difference", "Object", "Value", "diff", "read"]
