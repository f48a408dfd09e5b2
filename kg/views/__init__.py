"""The graph as people look at it: by name, narrowed, explained, marked in the text."""
