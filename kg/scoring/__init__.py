"""Scoring: what a graph says that each article says, against what a careful reader found there.

`gold` reads what the reader found, `given` what the graph says, `agreement` compares two values and pairs the events
up, `figures` counts, `calibration` asks whether confidence is deserved, `mistakes` sorts what is wrong into classes.
"""
