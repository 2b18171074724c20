"""Where a provider looks whether it can help, and says so: applications, and questions before them."""
