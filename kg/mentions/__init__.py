"""Who is named and meant in an article: people with offices, organisations, countries, places, and pronouns."""

from kg.mentions.cast import GUESS, Cast, find_cast

__all__ = ["GUESS", "Cast", "find_cast"]
