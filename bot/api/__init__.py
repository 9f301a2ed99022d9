"""``/api/v1``: the same guidance for other systems. Stateless: what is sent is answered and forgotten."""
