"""The demo: four tenants, made by the product's own doors.

A parks department and a quarry have their past from files of real data; a second parks department and a household have
one that is told by the verbs of the modules, up to the day on which it is loaded.
"""

from fettle.demo.loading import load
from fettle.demo.tenants import PASSWORD, SIGN_INS, SLUGS, sign_ins

__all__ = ["PASSWORD", "SIGN_INS", "SLUGS", "load", "sign_ins"]
