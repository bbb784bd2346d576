"""How soon a running daemon notices what a command in another process has written."""

import time

from .bench import median
from .house import Daemon, ask

PEOPLE = 5
LIMIT = 1000


def noticed(bench, house, postfix, rounds):
    print(f"\nA command beside the daemon, {PEOPLE} times: from the row on disk to the message's first attempt")
    sink, port = postfix.sink()
    home = house.home("noticed", port)
    house.move_in(home)
    daemon = Daemon(house, home)
    for number in range(PEOPLE):
        # At no fixed place in the daemon's second.
        time.sleep(1 + number * 0.37 % 1)
        bench.run(house.usher, "enqueue", "bench", f"person{number}@example.org", "--attr", "city=Leipzig",
                  "--consent", "measuring", "--home", home)
        daemon.wait(number + 1, seconds=30)
    daemon.stop()
    bench.end(sink)
    took = [ask(home, "SELECT first_attempt_at - created_at FROM deliveries WHERE state = 'sent' ORDER BY id "
                      "LIMIT 1 OFFSET ?", number)[0] for number in range(PEOPLE)]
    bench.result("A command in another process is noticed", "within a second",
                 f"{median(took):.0f} ms (of {PEOPLE}: {min(took)} to {max(took)})", median(took) < LIMIT)


ALL = {"noticed": noticed}
