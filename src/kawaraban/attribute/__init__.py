"""attribute: an Article -> Claims. Who said what, with which verb and stance, via whom and when."""
