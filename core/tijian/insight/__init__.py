"""Making a result understood: why this grade, and what each finding costs."""
