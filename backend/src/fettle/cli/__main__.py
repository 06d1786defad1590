"""`python -m fettle.cli` is `fettle`."""

from fettle.cli.commands import main

main()
