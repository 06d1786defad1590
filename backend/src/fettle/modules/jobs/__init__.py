"""Jobs: what failed in the background, for people to see and to run again."""
