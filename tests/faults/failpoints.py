"""The worker's failpoints by name, what makes a leading worker pass each, and how to see that it did."""
import functools
import re
import signal

from throwaway import MASTERBUS, REPOSITORY

README = REPOSITORY / "worker" / "pipeline" / "README.md"


def documented():
    """The names that the pipeline's README lists."""
    section = README.read_text().split("\n## Failpoints\n")[1].split("\n## ")[0]
    return re.findall(r"\b(?:before|after)_\w+", section)


@functools.cache
def compiled_in():
    """Names of failpoints are texts of the program only where they are compiled in."""
    return all(name.encode() in MASTERBUS.read_bytes() for name in documented())


def require_compiled_in():
    assert compiled_in(), f"{MASTERBUS} was built without its failpoints: configure with -DMASTERBUS_FAILPOINTS=ON"


def write_change(fleet):
    fleet.write_marker()


def end_stream(fleet):
    """The worker attaches anew."""
    fleet.query("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE database = current_database() AND active")


def lose_slot(fleet):
    fleet.drop_slot()


def dirty_table(fleet):
    """A whole table is to be read again, told by the stream."""
    fleet.execute('TRUNCATE "Photo"')


def write_elsewhere(fleet):
    """Log that is none of the worker's business, on a stream that is otherwise idle."""
    fleet.query("SELECT pg_logical_emit_message(true, 'elsewhere', repeat('x', 1000))")


PROVOCATIONS = {
    "before_queue": write_change, "before_batch": write_change, "after_apply": write_change, "before_commit": write_change,
    "after_commit": write_change, "before_acknowledge": write_change, "after_store_mark": write_elsewhere,
    "after_rebuild_chunk": dirty_table, "after_advance_chunk": end_stream, "before_new_slot": lose_slot, "after_new_slot": lose_slot,
    "after_start_replication": end_stream, "after_claim": end_stream, "after_mark_all_dirty": lose_slot, "after_adopt_mapping": end_stream,
}


def strike(fleet, worker, name, action):
    """Sets a failpoint, provokes it, and waits until the worker has crashed or failed there; a crashed one starts again."""
    since = worker.log_size()
    worker.set_failpoints(f"{name}={action}")
    PROVOCATIONS[name](fleet)
    if action == "crash":
        fleet.wait(f"crash at {name}", lambda: worker.process.poll() == -signal.SIGKILL)
    else:
        fleet.wait(f"failure at {name}", lambda: f"failpoint {name}" in worker.log(since))
    worker.set_failpoints("")
    if action == "crash":
        worker.start()
