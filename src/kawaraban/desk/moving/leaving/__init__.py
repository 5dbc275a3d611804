"""Moving out: what the desk has, in forms that others read. One module a kind."""
