"""How fast the desk is and how much it takes, measured by `make bench`."""
