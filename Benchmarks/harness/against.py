"""Two builds of Usher, one against the other, in turn: what a change costs."""

from .bench import calm, median
from .house import Daemon, House, rate
from .journey import deeds, shop, tell

MESSAGES = 20_000
PEOPLE = 2_500
LEAST = 0.95


def against(bench, ours, theirs, postfix, rounds):
    """Rates of both, each pair measured one after the other; the build that goes first alternates."""
    builds = {"ours": _Build(bench, ours, "ours"), "theirs": _Build(bench, theirs, "theirs")}
    pairs = []
    for number in range(rounds):
        order = ("theirs", "ours") if number % 2 == 0 else ("ours", "theirs")
        found = {name: builds[name].measure(postfix) for name in order}
        pairs.append(found)
        print(f"  round {number + 1}: " + ", ".join(
            f"{figure} {found['ours'][figure] / found['theirs'][figure]:.2f}" for figure in found["ours"]), flush=True)
    for figure in pairs[0]["ours"]:
        ratio = median([pair["ours"][figure] / pair["theirs"][figure] for pair in pairs])
        rates = [median([pair[name][figure] for pair in pairs]) for name in ("ours", "theirs")]
        bench.result(figure, f"at least {LEAST} of the other build", f"{ratio:.2f} ({rates[0]:.0f} to {rates[1]:.0f})", ratio >= LEAST)


class _Build:
    """One build, with homes of its own: two builds need not have one schema."""

    def __init__(self, bench, folder, name):
        self.bench, self.name = bench, name
        self.house = House(bench, folder.absolute())
        self.told = 0
        self.prepared = self.house.prepared(f"due-{name}", MESSAGES)

    def measure(self, postfix):
        """Each figure is a rate: more is better."""
        return {**self._send(postfix), **self._enqueue(), **self._tell()}

    def _send(self, postfix):
        sink, port = postfix.sink()
        home = self.house.copy(self.prepared, f"sending-{self.name}", port)
        daemon = Daemon(self.house, home, level="debug")
        daemon.wait(MESSAGES)
        seconds = daemon.cpu()
        claims = daemon.transactions("claimed")
        daemon.stop()
        self.bench.end(sink)
        return {"Messages sent in a second": rate(home), "Messages for a second of processor": MESSAGES / seconds,
                "Messages claimed in a second of claiming": 1000 * MESSAGES / sum(claims)}

    def _enqueue(self):
        home = self.house.home(f"entering-{self.name}")
        self.bench.run(self.house.usher, "status", "--home", home)
        calm(self.bench.folder)
        return {"People entered in a second": MESSAGES / self.house.enqueue(home, self.house.rows(MESSAGES))}

    def _tell(self):
        home = shop(self.bench, self.house, f"telling-{self.name}-{self.told}")
        self.told += 1
        calm(self.bench.folder)
        return {"Events in a second": tell(self.house, home, deeds(PEOPLE))}
