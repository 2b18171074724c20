"""Accounts: signing in and out, and what somebody looks after of their own account."""
