"""What is noticed of a provider: how often it is seen, what visitors report, and what its records leave untold."""
