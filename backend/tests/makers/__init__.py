"""Test data, made only by actions."""
