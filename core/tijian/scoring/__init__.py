"""From states and weights to exact scores: the built-in models, and those that plugins bring."""
