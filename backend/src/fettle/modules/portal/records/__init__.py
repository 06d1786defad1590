"""The nouns of the portal: what stands between people outside and the house."""
