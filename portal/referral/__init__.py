"""Referral notices, from the request until what remains is a number: rules, decisions, who is told. Their pages are in
the capabilities of those who use them."""
