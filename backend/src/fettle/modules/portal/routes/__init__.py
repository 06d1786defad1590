"""The portal over HTTP: for staff and apps under /v1, for people outside as pages."""
