"""Requests from outside: portal pages, e-mail, Open311, and links for contractors."""
