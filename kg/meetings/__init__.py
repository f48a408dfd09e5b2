"""What sets meetings apart: who met whom among many, on the way to what, where, on which of several days."""
