"""Which figures a form may be filled with, and what each is."""
