"""Files: what is uploaded to records, kept apart from them, and shown as previews."""
