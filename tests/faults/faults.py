"""The kinds of fault. Each does its worst to a scene with live traffic, then undoes what would not pass by itself."""
import psycopg

from failpoints import PROVOCATIONS, strike
from proxy import DIRECTIONS, TO_SERVER, TO_WORKER

KEEP_MB = "1"
FAILPOINT_STRIKES = [(name, action) for action in ("crash", "throw") for name in PROVOCATIONS]


def kill_worker(scene):
    scene.worker.kill()
    if scene.random.random() < 0.5:
        scene.some_commits()
    scene.worker.start()


def kill_server(scene):
    scene.server.stop("immediate")
    scene.server.start()
    scene.fleet.reconnect()


def cut_connections(scene):
    for _ in range(scene.random.randrange(1, 4)):
        scene.proxy.cut()
        scene.some_commits()


def half_open(scene):
    """Long enough for the server to give the stream up, or shorter; then the rest passes, or is cut off."""
    directions = scene.random.choice([DIRECTIONS, (TO_SERVER,), (TO_WORKER,)])
    scene.proxy.freeze(directions)
    scene.some_commits()
    if TO_SERVER in directions and scene.random.random() < 0.5:
        scene.fleet.wait("the server to give the stream up", lambda: not scene.fleet.slot()["active"])
    if scene.random.random() < 0.5:
        scene.proxy.cut()
    scene.proxy.thaw()


def delay(scene):
    scene.proxy.delay_s = scene.random.uniform(0.002, 0.08)
    scene.some_commits()
    scene.some_commits()
    scene.proxy.delay_s = 0.0


def freeze_leader(scene):
    """Stopped like a machine that swaps; when it goes on it must find that another leads, and leave it at that."""
    old, scene.worker = scene.worker, scene.fleet.start_worker()
    scene.fleet.wait_until_standing_by(scene.worker)
    old.freeze()
    scene.fleet.wait_until_leading(scene.worker)
    scene.some_commits()
    epoch, since = scene.fleet.epoch(), old.log_size()
    old.thaw()
    scene.fleet.wait("the old leader to give way", lambda: old.was_fenced() or "standing by" in old.log(since))
    assert scene.fleet.epoch() == epoch, scene.fleet.report()
    scene.fleet.remove(old)


def worker_away(scene, action):
    """Does something to the slot while the worker is down, or only its stream; changes come before and after."""
    down = scene.random.random() < 0.5
    if down:
        scene.worker.kill()
        scene.some_commits()
    action()
    scene.some_commits()
    if down:
        scene.worker.start()


def drop_slot(scene):
    worker_away(scene, scene.fleet.drop_slot)


def recreate_slot(scene):
    def recreate(name):
        scene.fleet.query("SELECT pg_drop_replication_slot(%s)", [name])
        try:
            scene.fleet.query("SELECT pg_create_logical_replication_slot(%s, 'wal2json')", [name])
        except psycopg.errors.DuplicateObject:
            pass  # the worker was faster

    worker_away(scene, lambda: scene.fleet.free_slot(recreate))


def advance_slot(scene):
    worker_away(scene, lambda: scene.fleet.free_slot(
        lambda name: scene.fleet.query("SELECT pg_replication_slot_advance(%s, pg_current_wal_lsn())", [name])))


def invalidate_slot(scene):
    """The log grows past max_slot_wal_keep_size while the worker is away. The oracle's slot would be lost as well: read first."""
    scene.worker.kill()
    scene.some_commits()
    scene.traffic.pause()
    scene.oracle.read()
    scene.oracle.drop_slot()
    set_keep_size(scene, f"'{KEEP_MB}MB'")
    scene.fleet.wait("the slot to be lost", lambda: grow_log(scene) or scene.fleet.slot()["wal_status"] == "lost")
    set_keep_size(scene, "DEFAULT")
    scene.oracle.create_slot()
    scene.traffic.resume()
    scene.some_commits()
    scene.worker.start()


def set_keep_size(scene, value):
    scene.server.execute(f"ALTER SYSTEM SET max_slot_wal_keep_size = {value}")
    scene.server.execute("SELECT pg_reload_conf()")


def grow_log(scene):
    """Three segments of log, by writes to a table that is not mapped."""
    for _ in range(3):
        scene.fleet.execute("INSERT INTO elsewhere (filler) VALUES (repeat('x', 1000))")
        scene.fleet.query("SELECT pg_switch_wal()")
    scene.server.execute("CHECKPOINT")


def pass_failpoint(scene):
    """A crash or a failure at the failpoint that was dealt to the cycle."""
    name, action = scene.strike
    if name == "after_store_mark":
        scene.traffic.pause()
    strike(scene.fleet, scene.worker, name, action)
    scene.traffic.resume()


KINDS = [kill_worker, kill_server, cut_connections, half_open, delay, freeze_leader, drop_slot, recreate_slot, advance_slot,
         invalidate_slot, pass_failpoint]
