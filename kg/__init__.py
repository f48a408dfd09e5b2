"""kg: a knowledge graph of diplomacy from news articles, with a receipt for every fact."""
