"""How a provider is seen: how often, what families do not know yet, and what is said of its mistakes."""
