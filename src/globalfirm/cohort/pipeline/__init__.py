"""The pipeline of `measure`: read the rows, gather them by firm, work out the facts, answer the rules, show them."""
