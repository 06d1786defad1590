"""Files over HTTP: bodies, views, and bytes."""
