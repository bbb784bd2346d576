# read-mailboxes MAIL PEOPLE: opens every message below MAIL (one Maildir per address) with Python's email package, policy default, and
# prints every complaint: a defect, a part that does not decode, a letter of the course that is not whole or not there exactly once.
import email.policy
import pathlib
import sys

mail, people = pathlib.Path(sys.argv[1]), int(sys.argv[2])
complaints, count = [], 0


def read(path, number):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        for defect in part.defects:
            complaints.append(f"{path}: {defect!r}")
        for name, value in part.items():
            for defect in getattr(value, "defects", ()):
                complaints.append(f"{path}: {name}: {defect!r}")
    step = str(message["Feedback-ID"]).split(":")[1]
    text = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    if f"Dear Person{number} Reader," not in text or f"letter {step} of the course" not in text:
        complaints.append(f"{path}: not the text that was sent")
    if "Here it ends." not in text or "unsubscribe@paperheron.example" not in str(message["List-Unsubscribe"]):
        complaints.append(f"{path}: the text or the header is cut")
    if not page.rstrip().endswith("</html>") or f"Dear Person{number} Reader," not in page:
        complaints.append(f"{path}: the page is cut")
    if str(message["To"]) != f"Person{number} Reader <person{number}@example.org>":
        complaints.append(f"{path}: To is {message['To']}")
    return step


for number in range(1, people + 1):
    paths = sorted((mail / f"person{number}@example.org" / "new").glob("*"))
    steps = sorted(read(path, number) for path in paths)
    count += len(paths)
    if steps != ["one", "two"]:
        complaints.append(f"person{number}: {steps}")

print(*complaints[:20], sep="\n", end="\n" if complaints else "")
print(f"{count} messages, {len(complaints)} complaints")
