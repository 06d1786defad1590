"""What goes over the wire: bodies, pages, XML."""
