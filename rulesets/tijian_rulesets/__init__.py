"""The built-in rulesets: data, found through the plugins."""
