"""Running things: a folder that goes away, processes that end by their own number, and sums."""

import multiprocessing
import os
import shlex
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Bench:
    """One benchmark run. Everything it starts or writes is gone when it is closed."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="usher-benchmark-", dir=os.environ.get("BENCHMARK_DIR")))
        self.folder.chmod(0o755)
        self.started = []
        self.rows = []

    def close(self):
        for process in self.started:
            stop(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return self.folder / name

    def run(self, *command, timeout=600, environment=None):
        """Runs a command to its end; its output and its seconds. Stops everything when it fails."""
        self.say_command(command)
        began = time.monotonic()
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, timeout=timeout, env=environment)
        seconds = time.monotonic() - began
        if done.returncode != 0:
            raise Failure(f"{shlex.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout, seconds

    def start(self, *command, **options):
        self.say_command(command)
        process = subprocess.Popen([str(word) for word in command], **options)
        self.started.append(process)
        return process

    def end(self, process):
        stop(process)
        self.started.remove(process)

    def say_command(self, command):
        print("  $", shlex.join(str(word).replace(str(ROOT) + "/", "") for word in command), flush=True)

    def compile(self, name, *libraries):
        program = self.path(name)
        if not program.exists():
            self.run("cc", "-O2", "-o", program, ROOT / "Benchmarks" / f"{name}.c", *libraries)
        return program

    def result(self, figure, target, measured, good):
        """One line of the table at the end. `good` is None where there is no target."""
        self.rows.append((figure, target, measured, {True: "met", False: "MISSED", None: ""}[good]))
        print(f"  => {figure}: {measured} (target: {target})", flush=True)

    def table(self):
        if not self.rows:
            return
        print("\n| Figure | Target | Measured | |\n| --- | --- | --- | --- |")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


class Failure(Exception):
    """Why a figure could not be measured, for people."""


def stop(process, timeout=30):
    """SIGTERM, and SIGKILL when that is not heard."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def apart(work, *arguments):
    """Does it in a process of its own: what this one starts would be said to have had its memory."""
    process = multiprocessing.Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise Failure(f"{work.__name__} ended with {process.exitcode}")


def until(what, seconds, check, every=0.05):
    """Waits until `check` returns something true, and returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = check()
        if answer:
            return answer
        time.sleep(every)
    raise Failure(f"waited {seconds:.0f} s in vain for {what}")


def fields(line):
    """`a=1 b=2.5` as numbers by name."""
    return {name: float(value) for name, value in (word.split("=", 1) for word in line.split() if "=" in word)}


def median(numbers):
    return statistics.median(numbers)


def alternating(rounds, reference, subject):
    """Runs both in turn; their medians and the median of the paired ratios, each a rate."""
    pairs = []
    for number in range(rounds):
        pair = (reference(), subject())
        pairs.append(pair)
        print(f"  round {number + 1}: reference {pair[0]:.0f}/s, usher {pair[1]:.0f}/s, ratio {pair[1] / pair[0]:.2f}",
              flush=True)
    return (median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs]),
            median([subject / reference for reference, subject in pairs]))


def machine():
    """What it runs on, in one line."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} x {model}, Linux {os.uname().release}, load before {load:.1f}"


def disk(folder, writes=300):
    """Milliseconds that the disk takes for 4 KB to be safe, half of the time and 99 times of 100."""
    times = []
    file = os.open(folder / "sync", os.O_CREAT | os.O_RDWR)
    os.pwrite(file, b"-" * 4096 * writes, 0)
    os.fsync(file)
    for place in range(writes):
        began = time.monotonic()
        os.pwrite(file, b"+" * 4096, place * 4096)
        os.fdatasync(file)
        times.append((time.monotonic() - began) * 1000)
    os.close(file)
    os.remove(folder / "sync")
    times.sort()
    return times[len(times) // 2], times[len(times) * 99 // 100]


def calm(folder, seconds=90):
    """Waits until the disk is as quick as at the start: rented disks slow down for a while after much was written."""
    os.sync()
    end = time.monotonic() + seconds
    while disk(folder, 40)[0] > max(1.5 * calm.normal, 0.2):
        if time.monotonic() > end:
            print(f"  the disk is still slow after {seconds} s: 4 KB safe in {disk(folder, 40)[0]:.2f} ms", flush=True)
            return
        time.sleep(1)


calm.normal = 0.1


def fail(sentence):
    print(f"benchmark: {sentence}", file=sys.stderr)
    return 69
