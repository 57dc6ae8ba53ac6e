"""From conclusions to what is said and signed: certainty, issuing, caveats, corrective actions, the result, its receipt."""
