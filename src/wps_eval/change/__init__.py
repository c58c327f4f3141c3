"""Baseline against current: how much, how sure, and what it means for the target."""
