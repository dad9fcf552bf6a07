"""Shared by the trials with real programs: installing, starting and stopping them, a small feed,
and the command line of Gleaner."""

import contextlib
import functools
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

# Seconds that a server gets to start.
START = 30
TITLES = [f"Note {letter}" for letter in "ABCDEFGH"]
WITHIN_KEYRING = "GLEANER_TEST_KEYRING"


class Skip(Exception):
    """Why something cannot be tried here."""


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def install(packages):
    """Installs Debian packages that are missing."""
    if not shutil.which("apt-get"):
        raise Skip("this system has no apt-get")
    known = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *packages],
                           capture_output=True, text=True).stdout
    there = {line.split()[0] for line in known.splitlines() if line.endswith("ok installed")}
    missing = [name for name in packages if name not in there]
    if not missing:
        return
    if os.geteuid() != 0:
        raise Skip(f"installing {' '.join(missing)} needs the rights of root")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing],
                          capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise Skip(f"these packages could not be installed: {' '.join(missing)}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    """Waits until a server accepts connections."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"a server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("a server did not start")


@contextlib.contextmanager
def process(words, log, **options):
    with open(log, "w") as out:
        started = subprocess.Popen(words, stdout=out, stderr=out, **options)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()


class Gleaner:
    """The command line with a profile of its own."""

    def __init__(self, profile):
        self.binary, self.profile = os.path.abspath(sys.argv[1]), profile
        self.profile.mkdir()

    def call(self, *words, secret=None):
        command = [self.binary, "--profile", str(self.profile), *words]
        return subprocess.run(command, capture_output=True, text=True, input=secret, timeout=60)

    def do(self, *words, secret=None):
        done = self.call(*words, secret=secret)
        if done.returncode != 0:
            raise RuntimeError(f"gleaner {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def ask(self, *words, secret=None):
        return json.loads(self.do(*words, "--json", secret=secret))

    def marks(self):
        """Whether each note is read and starred, and its number."""
        found = self.ask("list", "--limit", "100")["entries"]
        rows = [row for row in found if row["title"] in TITLES]
        states = {row["title"]: (row["is_read"], row["is_starred"]) for row in rows}
        return states, {row["title"]: row["id"] for row in rows}


def check(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: {found!r} instead of {expected!r}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def write_feed(path):
    # Coldsweat takes only entries of the last months.
    day = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() - 86400))
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><link>http://notes.example/{at}</link>"
        f"<pubDate>{day}</pubDate><description>Words of {title}</description></item>"
        for at, title in enumerate(TITLES))
    path.write_text('<rss version="2.0"><channel><title>Notes</title>'
                    f"<link>http://notes.example/</link>{items}</channel></rss>")


def serve_feed(folder, stack):
    """The address of a feed with the notes."""
    folder.mkdir()
    write_feed(folder / "notes.xml")
    handler = functools.partial(Quiet, directory=str(folder))
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    stack.callback(web.shutdown)
    return f"http://127.0.0.1:{web.server_port}/notes.xml"


def within_keyring():
    """Runs this script again with a home folder and a keyring of its own."""
    if WITHIN_KEYRING in os.environ:
        return
    install(["dbus", "gnome-keyring"])
    os.environ[WITHIN_KEYRING] = "1"
    with tempfile.TemporaryDirectory(prefix="gleaner-home-") as home:
        os.environ["HOME"] = home
        shell = ('printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;'
                 ' exec "$@"')
        words = ["dbus-run-session", "--", "bash", "-c", shell, "bash", sys.executable,
                 os.path.abspath(sys.argv[0]), *sys.argv[1:]]
        sys.exit(subprocess.run(words).returncode)
