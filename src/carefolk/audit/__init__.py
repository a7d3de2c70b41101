"""Proof of what was done: clearances of what went out, and a hash chain of acts.

Owns `Clearance` and `AuditEntry`. Rows hold ids only, never words or names, so that erasing a
person leaves the chain whole. Public: `actions.record`, `actions.verify_chain`,
`actions.write_clearance` (for publishing alone).
"""
