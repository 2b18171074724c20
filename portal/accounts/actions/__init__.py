"""What people do with their own account, and how they get in."""
