"""An e-mail's page beside an editor: it shows what is saved, what is wrong with that, and that it is right again; and a hostile e-mail does nothing."""

import pathlib
import socket
import threading
import time

from selenium.webdriver.common.by import By

from shop import until

# What a mail, or whoever wrote it, would like to do.
HOSTILE = """<p>hostile</p><script>parent.document.title = top.document.title = 'hacked'; fetch('EAR/script')</script>
<img src="EAR/picture" onerror="top.document.title = 'hacked'"><iframe src="EAR/frame"></iframe><object data="EAR/object"></object>
<video src="EAR/video" autoplay></video><style>@import 'EAR/style'; body { background: url(EAR/background) }</style>
<form action="EAR/form"><input autofocus></form><meta http-equiv="refresh" content="0; url=EAR/refresh"><svg onload="fetch('EAR/svg')"></svg>"""
FETCH = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.text()).then(done, (fault) => done(String(fault)))"


class Ear:
    """Counts who speaks with it."""

    def __init__(self):
        self.heard, self.socket = 0, socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.socket.accept()[0].close()
                self.heard += 1
            except OSError:
                return

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def frames(driver, count):
    return until(f"{count} frames", lambda: (found := driver.find_elements(By.TAG_NAME, "iframe")) and len(found) == count and found)


def follows(marketer, home):
    driver = marketer.driver
    file, layout = [pathlib.Path(home.path, "templates", name) for name in ("welcome/download.md", "layouts/default.html")]
    right, frame = file.read_text(), layout.read_text()
    until("that it follows", lambda: "This page follows the files." in driver.find_element(By.TAG_NAME, "body").text)
    for text, words, count in [("subject: Now ", "Now ", 3), ("subject: {{nobody}} ", f"{file.name}:2:10", 0)]:
        at = time.monotonic()
        home.saves(file, right.replace("subject: ", text))
        until("what was saved", lambda: words in driver.find_element(By.TAG_NAME, "main").text)
        print(f"dashboard: a save is shown after {time.monotonic() - at:.2f} s")
        assert len(driver.find_elements(By.TAG_NAME, "iframe")) == count
    marketer.reads("templates/welcome/download.md:2:10")
    marketer.looks("mail.wrong")
    home.saves(file, right)
    frames(driver, 3)
    with Ear() as ear:
        hostile = HOSTILE.replace("EAR", ear.url)
        home.saves(layout, frame.replace("</body>", f"{hostile}</body>").replace("</head>", f'<link rel="preconnect" href="{ear.url}"></head>'))
        until("the hostile e-mail", lambda: "hostile" in driver.execute_async_script(FETCH, driver.find_element(By.TAG_NAME, "iframe").get_attribute("src")))
        driver.refresh()
        frames(driver, 3)
        driver.execute_async_script("setTimeout(arguments[0], 1500)")
        assert ear.heard == 0, "an e-mail spoke with somebody"
        assert marketer.title() == "welcome/download" and "hacked" not in driver.title
    home.saves(layout, frame)
    until("the files in force", lambda: "files" not in home.json("status"))
    # Chromium tells the console of all that it refused.
    driver.get_log("browser")
    driver.refresh()
