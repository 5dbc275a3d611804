"""The whole desk in one file (`writing`), and back from it onto an empty one (`restoring`)."""
