"""The tables that every figure, chart and sentence is made from, and their only reader and writer."""
