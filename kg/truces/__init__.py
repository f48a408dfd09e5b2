"""What sets truces apart: who stands between and who only looks on, their stages, what became of them."""
