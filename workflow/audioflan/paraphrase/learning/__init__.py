"""How the reader is taught: what it learns from, the training, the file that comes of it."""
