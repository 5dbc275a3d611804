"""desk: the Django project. What is stored, the pages, and the pipeline that moves articles along."""
