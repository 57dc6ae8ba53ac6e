"""The command line. `main` is the door; each group of commands has a module, imported when it is asked for."""
