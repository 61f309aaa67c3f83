"""What was built, what was refused and why: tables, a page, and the proof that sums close."""
