"""`make bench`: what the portal costs, always beside something else that is measured in the same run."""
