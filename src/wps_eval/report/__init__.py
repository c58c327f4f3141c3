"""Released results made visible, in the run's language: tables, charts and sentences."""
