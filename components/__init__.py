"""The pages: what people see of a landscape."""
