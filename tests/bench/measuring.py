"""Times that can be compared: subjects take turns in one run, and a ratio is that of the same rounds."""

import threading
from dataclasses import dataclass, field
from statistics import median, quantiles

from tests.bench.serving import Failed


@dataclass
class Subject:
    """Something timed: `act` does it once and returns the seconds it took."""

    name: str
    act: object
    rounds: list = field(default_factory=list)

    @property
    def p50(self):
        return median(second for each in self.rounds for second in each)

    @property
    def p95(self):
        return quantiles([second for each in self.rounds for second in each], n=20, method="inclusive")[-1]

    def over(self, floor):
        """Return how many times the floor's time it takes: the median of the rounds' ratios."""
        return median(median(mine) / median(its) for mine, its in zip(self.rounds, floor.rounds, strict=True))


def take_turns(subjects, *, rounds, each):
    """Time every subject `each` times in a round; the round begins with another one every time."""
    subjects = list(subjects)
    for number in range(rounds):
        first = number % len(subjects)
        for subject in subjects[first:] + subjects[:first]:
            subject.rounds.append([subject.act() for _ in range(each)])


def crowd(clients, *, each):
    """Let all (client, paths) ask at once, `each` times, the paths in turn; return (answers, failures)."""
    done, failed = [], []

    def press(client, paths):
        for number in range(each):
            try:
                client.call(paths[number % len(paths)])
                done.append(1)
            except (Failed, OSError) as error:
                failed.append(str(error))

    threads = [threading.Thread(target=press, args=one) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done), failed
