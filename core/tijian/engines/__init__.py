"""Drawing the conclusions, more than once: `direct` is the definition, `rete` a second opinion, and they must agree."""
