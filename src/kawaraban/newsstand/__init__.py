"""newsstand: a small made-up press on the loopback interface, for the demo and the tests."""
