"""What things are: frozen pydantic models without behaviour. Imports pydantic alone."""
