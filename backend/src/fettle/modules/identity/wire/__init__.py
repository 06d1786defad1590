"""What goes over the wire: bodies, the well-known documents, the cookie of a browser's session."""
