"""The commands, parted by who calls them; ``run/cli.py`` registers all."""
