"""The asserts, one module each: ``SEVERITY`` (fail or warn), ``REMEDY``, ``problems(data)``."""
