"""What live updates decide: who may hear of what, where a stream goes on, how it is written."""
