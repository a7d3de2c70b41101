"""A worker is really killed in the middle of a job's transaction."""

import json
import subprocess
import sys

import pytest

from tests.running import plain_environ

pytestmark = pytest.mark.processes

BEGIN = """
import sys, time
from carefolk.ops.place import start_django
start_django()
from carefolk.jobs import queue, worker
from carefolk.jobs.models import Job
from carefolk.kit import clock

def pay(args, *, now):
    queue.enqueue("paid", args={}, due=now, now=now)
"""
KILLED = """
def pay_and_hang(args, *, now):
    pay(args, now=now)
    print("in the middle", flush=True)
    time.sleep(600)

now = clock.now()
queue.enqueue("pay", args={}, due=now, now=now)
worker.run_due(now=clock.now(), handlers={"pay": pay_and_hang})
"""
AFTERWARDS = """
import json
soon, later = clock.now(), clock.now() + worker.LEASE
seen = [Job.objects.filter(kind="paid").count()]
for now in (soon, later, later):
    worker.run_due(now=now, handlers={"pay": pay})
    seen.append(Job.objects.filter(kind="paid").count())
print(json.dumps(seen + [Job.objects.get(kind="pay").state]))
"""


def test_a_killed_worker_leaves_nothing_and_its_job_takes_effect_once(tmp_path):
    environ = plain_environ() | {"CAREFOLK_DATA": str(tmp_path)}
    python = [sys.executable, "-c"]
    subprocess.run([sys.executable, "-m", "carefolk.ops", "migrate"], env=environ, check=True)
    with subprocess.Popen(
        [*python, BEGIN + KILLED], env=environ, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout.readline() == "in the middle\n"
        killed.kill()

    done = subprocess.run(
        [*python, BEGIN + AFTERWARDS], env=environ, capture_output=True, text=True, check=True
    )

    # Nothing at first, nothing while the lease lasts, once afterwards, and never again.
    assert json.loads(done.stdout.splitlines()[-1]) == [0, 0, 1, 1, "done"]
