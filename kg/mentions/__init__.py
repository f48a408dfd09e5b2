"""Who is named and meant in an article: people with offices, organisations, countries, places, and pronouns."""

from kg.mentions.cast import Cast, find_cast

__all__ = ["Cast", "find_cast"]
