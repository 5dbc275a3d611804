"""The whole public blog as files. `exporting.export` is the front door."""
