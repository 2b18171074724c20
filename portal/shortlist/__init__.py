"""A family's own list: offers, what matters, notes and questions, under a code that only they hold. Made, opened and
changed here; its pages are in portal/family."""
