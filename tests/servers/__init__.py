"""Real servers for tests: each starts on a free loopback port and ends with the test run."""
