"""A regular package, so that no dependency that installs a `tests` of its own can hide it."""
