"""The colours of the house, for the pictures of a report and of a researcher alike."""

from __future__ import annotations

INK, MUTED, LINE, PAPER = "#1f2933", "#5b6770", "#c9d1d8", "#ffffff"
#: what a picture is about
MAIN = "#0b5d7a"
#: least answer first; blue against orange stays apart for every kind of colour blindness
LEANING = ("#b35806", "#f1a340", "#eceff1", "#92c5de", MAIN)
