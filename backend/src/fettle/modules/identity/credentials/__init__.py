"""How claims to be somebody are made and checked: passwords, opaque secrets, signed tokens."""
