"""Judgement: questions, evidence, findings, conclusions, recommendations. It computes no statistic."""
