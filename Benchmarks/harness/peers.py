"""The other side of the wire, on loopback: Postfix's smtp-source and smtp-sink, and the relay at a distance."""

import os
import shutil
import subprocess
from pathlib import Path

from .bench import Failure, fields, free_port, stop, until


class Postfix:
    """smtp-source and smtp-sink out of Debian's package, downloaded and unpacked beside; nothing is installed."""

    def __init__(self, bench):
        self.bench = bench
        self.environment = dict(os.environ)
        found = shutil.which("smtp-source", path="/usr/sbin:" + os.environ.get("PATH", ""))
        if found:
            self.folder = Path(found).parent
            return
        place = unpacked(bench, "postfix")
        self.folder = place / "usr/sbin"
        self.environment["LD_LIBRARY_PATH"] = str(place / "usr/lib/postfix")

    def sink(self, *options):
        """A running smtp-sink; its process and its port. It wants a user to be when root starts it."""
        port = free_port()
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        process = self.bench.start(
            self.folder / "smtp-sink", *user, *options, "-c", f"127.0.0.1:{port}", "1000", env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        until("smtp-sink", 5, lambda: listens(port))
        return process, port

    def source(self, port, sessions, messages, octets):
        """Seconds that smtp-source takes."""
        return self.bench.run(
            self.folder / "smtp-source", "-d", "-s", sessions, "-m", messages, "-l", octets, f"127.0.0.1:{port}",
            environment=self.environment)[1]


class Wrk:
    """Debian's wrk, which asks for `requests.lua` over one thread; what is not installed is downloaded and unpacked beside."""

    def __init__(self, bench):
        self.bench = bench
        self.environment = dict(os.environ)
        self.program = shutil.which("wrk")
        if not self.program:
            place = unpacked(bench, "wrk", "libluajit-5.1-2")
            self.program = place / "usr/bin/wrk"
            libraries = [str(folder) for folder in (place / "usr/lib").iterdir() if folder.is_dir()]
            self.environment["LD_LIBRARY_PATH"] = ":".join(libraries)

    def ask(self, port, connections, seconds, *arguments):
        """What `requests.lua` prints at its end."""
        out, _ = self.bench.run(
            self.program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s",
            Path(__file__).with_name("requests.lua"), f"http://127.0.0.1:{port}", "--", *arguments,
            environment=self.environment)
        line = next(line for line in out.splitlines() if line.startswith("figures:"))
        print("  " + line, flush=True)
        return fields(line)


class DistantRelay:
    """`distant-relay.c`, running."""

    def __init__(self, bench, *options):
        self.output = bench.path("relay.out")
        program = bench.compile("distant-relay")
        with open(self.output, "w") as output:
            self.process = bench.start(program, *options, stdout=output)
        self.port = int(until("the distant relay", 5, self.first_line).split("=")[1])

    def first_line(self):
        text = self.output.read_text()
        return text.splitlines()[0] if "\n" in text else None

    def reported(self):
        """Whether it has accepted as many as `--report-at` said."""
        return len(self.output.read_text().splitlines()) > 1

    def finish(self):
        """Ends it; what it counted."""
        stop(self.process)
        if self.process.returncode != 0:
            raise Failure("the distant relay failed")
        return fields(self.output.read_text().splitlines()[-1])


def listens(port):
    """Whether something listens on a port of loopback, without bothering it."""
    wanted = f"{port:04X}"
    with open("/proc/net/tcp") as table:
        return any(line.split()[1].endswith(":" + wanted) and line.split()[3] == "0A" for line in list(table)[1:])


def unpacked(bench, *packages):
    """A folder with the files of Debian's packages; nothing is installed."""
    place = bench.path(packages[0])
    place.mkdir()
    print(f"  $ apt-get download {' '.join(packages)}; dpkg -x *.deb .", flush=True)
    subprocess.run(["apt-get", "-q", "download", *packages], cwd=place, check=True, capture_output=True)
    for package in place.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, place], check=True)
    return place
