"""Studies: many runs that answer one question. Compare, explain, and what carries them."""
