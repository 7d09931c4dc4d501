"""The same function over many inputs, and the demonstration of the whole way."""
