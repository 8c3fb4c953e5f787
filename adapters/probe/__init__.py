"""Probes: small programs that ask a real client what it does, and what their records say.

`plan` is what is asked, `program` the files that ask it, `records` reads what came back, `read`
holds it against a profile, `evidence` writes what may be added to that.
"""
