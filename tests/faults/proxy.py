"""A TCP proxy on 127.0.0.1 before the server's unix socket, which cuts, half-opens and delays the worker's connections."""
import socket
import threading
import time

TO_SERVER, TO_WORKER = "to_server", "to_worker"
DIRECTIONS = (TO_SERVER, TO_WORKER)
CHUNK_BYTES = 65536


class Hold:
    """The place where the next message to the server that holds `pattern` waits until it is released."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.reached = threading.Event()
        self.released = threading.Event()


class Link:
    """One connection through the proxy. A direction whose gate is shut forwards nothing, not even an end."""

    def __init__(self, proxy, worker_side, server_side):
        self.proxy = proxy
        self.ways = {TO_SERVER: (worker_side, server_side), TO_WORKER: (server_side, worker_side)}
        self.gates = {direction: threading.Event() for direction in DIRECTIONS}

    def run(self):
        """Pumps both ways until one end closes."""
        back = threading.Thread(target=self._pump, args=[TO_WORKER], daemon=True)
        back.start()
        self._pump(TO_SERVER)
        back.join()
        for end in self.ways[TO_SERVER]:
            end.close()

    def _pump(self, direction):
        source, sink = self.ways[direction]
        try:
            while data := source.recv(CHUNK_BYTES):
                self.proxy.hold_up(direction, data)
                self.gates[direction].wait()
                sink.sendall(data)
        except OSError:
            pass
        for gate in self.gates.values():
            gate.wait()
        self.shut_down()

    def shut_down(self):
        for end in self.ways[TO_SERVER]:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.shut_down()
        for gate in self.gates.values():
            gate.set()


class Proxy:
    """Forwards every connection to the unix socket; `delay_s` holds each chunk of bytes up for so long."""

    def __init__(self, target):
        self.target = str(target)
        self.delay_s = 0.0
        self._shut = frozenset()
        self._hold = None
        self._links = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self):
        while True:
            try:
                worker_side, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[worker_side], daemon=True).start()

    def _serve(self, worker_side):
        worker_side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server_side = socket.socket(socket.AF_UNIX)
        try:
            server_side.connect(self.target)
        except OSError:
            server_side.close()
            worker_side.close()
            return
        link = Link(self, worker_side, server_side)
        with self._lock:
            self._links.add(link)
            for direction in DIRECTIONS:
                if direction not in self._shut:
                    link.gates[direction].set()
        link.run()
        with self._lock:
            self._links.discard(link)

    def hold_up(self, direction, data):
        """What happens to a chunk of bytes before it is forwarded."""
        if self.delay_s > 0:
            time.sleep(self.delay_s)
        with self._lock:
            hold = self._hold
            if hold is None or direction != TO_SERVER or hold.pattern not in data:
                return
            self._hold = None
        hold.reached.set()
        hold.released.wait()

    def hold_at(self, pattern):
        """The next message to the server with these bytes in it waits; gives the Hold that releases it."""
        self._hold = Hold(pattern)
        return self._hold

    def cut(self):
        """Closes every connection, both ends."""
        with self._lock:
            links = list(self._links)
        for link in links:
            link.cut()

    def freeze(self, directions=DIRECTIONS):
        """Half-opens: connections stay open and accepted, but nothing more passes in these directions."""
        with self._lock:
            self._shut = frozenset(directions)
            for link in self._links:
                for direction in directions:
                    link.gates[direction].clear()

    def thaw(self):
        """Everything held back passes again, ends of connections included."""
        with self._lock:
            self._shut = frozenset()
            for link in self._links:
                for gate in link.gates.values():
                    gate.set()

    def forget(self):
        """Frozen connections stay frozen for ever, as after a router lost its table; new ones pass."""
        with self._lock:
            self._shut = frozenset()
