"""Tables of places that tools/generate_places.py writes from well-kept packages: not to be edited by hand."""
