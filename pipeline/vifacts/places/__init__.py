"""The administrative units over time, and which unit a name means."""

from vifacts.places.resolve import Asked, province_of, resolve
from vifacts.places.units import Row, Units, name_key

__all__ = ["Asked", "Row", "Units", "name_key", "province_of", "resolve"]
