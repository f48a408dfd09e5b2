"""What an article tells of duties on imports: their goods, rates, actors, days and standing."""
