"""Doors: a module is entered only by `public` (and `module`, by the composition); tables may refer to tables."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

OPEN = ("public", "module")


class DoorsContract(Contract):
    """No import from outside a module reaches anything but its doors."""

    container = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import into a module from outside of it must name a door."""
        inside = str(self.container) + "."
        broken = []
        for imported in graph.modules:
            if not imported.startswith(inside):
                continue
            house, _, room = imported.removeprefix(inside).partition(".")
            if not room or room.partition(".")[0] in OPEN:
                continue
            for importer in graph.find_modules_that_directly_import(imported):
                both_tables = room == "tables" and importer.endswith(".tables")
                if not importer.startswith(f"{inside}{house}.") and not both_tables:
                    broken.append(f"{importer} -> {imported}")
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that goes through a wall."""
        found: Any = check.metadata["broken"]
        for line in found:
            output.print_error(line)
