"""Running a place: the carefolk command, its processes, and the doctor.

Nothing here is imported by other rooms. Modules at this level do not import Django, so that the
command answers at once and the supervising process stays small; what needs Django says so.
"""
