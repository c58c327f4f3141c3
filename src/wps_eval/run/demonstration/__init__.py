"""The demonstration study: made-up answers with a planted truth, so that tests can check results.

Nothing here is a finding. Everything that is written says that it is demonstration data.
"""
