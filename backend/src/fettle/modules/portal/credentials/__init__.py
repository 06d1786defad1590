"""Secrets of the portal: how they are made, checked and sealed."""
