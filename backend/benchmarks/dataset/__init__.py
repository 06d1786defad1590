"""The data that benchmarks run on: the same for everybody, loaded once into a template database."""

from benchmarks.dataset.sizes import SIZES, Size, Tenant, tenants_of
from benchmarks.dataset.template import ready_template

__all__ = ["SIZES", "Size", "Tenant", "ready_template", "tenants_of"]
