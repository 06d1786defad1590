"""The demo: a parks department, a quarry and an empty household, made from real data by the product's own doors."""

from fettle.demo.loading import load
from fettle.demo.tenants import PASSWORD, SIGN_INS

__all__ = ["PASSWORD", "SIGN_INS", "load"]
