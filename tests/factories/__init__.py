"""A small named cast for tests: one township with three villages and the people who work there."""
