"""Moving in from another blog (`taking`) and out of this one (`leaving`)."""
