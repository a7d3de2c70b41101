"""Work that happens later: rows written in the transaction that wants them, run by the worker.

Owns the table of jobs. A job is run at least once, and its effect on the database happens once.
Others use `queue.enqueue`, `queue.cancel` and, in tests, `worker.run_due`.
"""
