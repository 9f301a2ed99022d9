"""The pages for analysts: figures, and a sample of records to look through together."""
