"""What the portal uses outside of itself: mail servers, the typesetter."""
