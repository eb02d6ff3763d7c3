"""Web pages: what is asked for as HTML, made from what the graph holds; Chinese first, every text escaped."""
