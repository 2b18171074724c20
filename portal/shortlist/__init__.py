"""The family's own list, without an account: offers, what matters, notes and questions, under a code that only they
hold."""
