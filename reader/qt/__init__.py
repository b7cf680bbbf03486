"""The window, and the engine that draws pages and prints them. Nothing above `reader.__main__` knows Qt."""
