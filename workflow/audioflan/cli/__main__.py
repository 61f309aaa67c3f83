"""``python -m audioflan.cli``."""

from audioflan.cli import main

main()
