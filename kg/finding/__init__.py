"""How events are found, whatever their type: what is laid out, weighed and put together before a type sees it."""
