"""A person at a window: presses, types, takes a photograph, signs, with events that the browser trusts."""

import os
from fnmatch import fnmatch
from itertools import count
from time import perf_counter, time

from playwright.sync_api import expect

from cases.demonstration.pictures import photograph
from tests.conftest import AT
from tests.journeys.operating import count_in

STROKE = ((30, 40), (90, 110), (150, 50), (230, 120))


class Walk:
    """One window, with the seconds for which its person waited."""

    def __init__(self, context):
        count_in(context)
        self.context, self.page, self.waited = context, context.new_page(), 0.0
        self.keys = context.new_cdp_session(self.page)
        self.touches = self.page.evaluate("navigator.maxTouchPoints > 0")

    def open(self, address):
        answer = self.page.goto(address)
        self.page.wait_for_load_state()
        return answer

    def press(self, target):
        found = self.page.locator(target) if isinstance(target, str) else target
        found.tap() if self.touches else found.click()

    def choose(self, words):
        """Press the option, tick or button that says `words`."""
        self.press(self.page.locator("label, button, a, summary").filter(has_text=words).first)

    def type(self, field, text):
        """Press a field and type into it as an input method or a keypad would."""
        self.press(f"[name={field}]")
        self.page.keyboard.insert_text(text)

    def go(self, target, arrives="*"):
        """Press what leads to another page, and wait until it stands."""
        begun = perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            self.press(target)
        self.waited += perf_counter() - begun
        assert fnmatch(self.page.url, arrives), f"{self.page.url}：{self.told()}"

    def told(self):
        """Return what the page says stands in the way."""
        return self.page.locator(".error-summary, .refusal").all_inner_texts()

    def next(self, arrives="*"):
        self.go(".action-bar .btn-primary", arrives)

    def photograph(self, path):
        with self.page.expect_file_chooser() as chooser:
            self.press(".photos .add")
        chooser.value.set_files(path)
        expect(self.page.locator(".photos figcaption").last).to_have_text("✓ 已上传")

    def read_preview(self):
        """Open the paper as it would read, and come back."""
        with self.context.expect_page() as opened:
            self.choose("预览")
        opened.value.close()

    def sign(self):
        """Write on the glass with a finger, in one stroke."""
        self.page.locator("canvas").scroll_into_view_if_needed()
        box = self.page.locator("canvas").bounding_box()
        points = [{"x": box["x"] + x, "y": box["y"] + y} for x, y in STROKE]
        kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
        # a second between the points: a quick stroke would be a fling, which swallows the next press
        moments = count(time() - len(points) - 1)
        for kind, point in zip(kinds, points, strict=True):
            self.touch(kind, [point], next(moments))
        self.touch("touchEnd", [], next(moments))

    def touch(self, kind, points, moment):
        given = {"type": kind, "touchPoints": points, "timestamp": moment}
        self.keys.send("Input.dispatchTouchEvent", given)

    def slow_down(self):
        """Be a cheap telephone on a mobile network: a quarter of the speed, 1.6 Mbit/s, 150 ms."""
        speed = 1.6 * 1024 * 1024 / 8
        self.keys.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        self.keys.send("Network.enable")
        network = {"offline": False, "latency": 150, "downloadThroughput": speed, "uploadThroughput": speed}
        self.keys.send("Network.emulateNetworkConditions", network)


def make_photograph(folder, number=1, words="占道"):
    """Return a photograph as a telephone keeps it: taken a minute before the day's moment."""
    path = folder / f"photo{number}.jpg"
    path.write_bytes(photograph(number, words).read())
    moment = AT.timestamp() - 60
    os.utime(path, (moment, moment))
    return path


def button(walk, name):
    return walk.page.get_by_role("button", name=name, exact=True)


def link(walk, name):
    return walk.page.get_by_role("link", name=name, exact=True)
