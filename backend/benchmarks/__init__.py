"""What Fettle costs over bare SQL: ratios measured in one run on one machine. Start with `python -m benchmarks`."""
