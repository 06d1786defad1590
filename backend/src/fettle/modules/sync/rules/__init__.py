"""What sync decides: which columns phones keep, where they stand, what of theirs is taken."""
