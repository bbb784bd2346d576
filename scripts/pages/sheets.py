"""The pictures of a round, those of one page on one sheet, half as large as they are: both widths in both lights, and of a page's other forms one of each."""

from PIL import Image

SHOTS = ["1280.light", "1280.dark", "360.light", "360.dark"]
# These stand in the manual by themselves.
WHOLE = ["journey.1280.light", "campaign.1280.light", "forecast.1280.light", "mail.1280.light"]
GAP = 12
# What is longer goes on below as it began.
TALLEST = 1200


def keep(shots, folder):
    for name in WHOLE:
        (folder / f"{name}.png").write_bytes((shots / f"{name}.png").read_bytes())
    for page in sorted({shot.name.rsplit(".", 3)[0] for shot in shots.glob("*.light.png")}):
        taken = [path for path in (shots / f"{page}.{shot}.png" for shot in SHOTS) if path.exists()]
        sheet([Image.open(path).convert("RGB") for path in taken], folder / f"{page}.png")


def sheet(pictures, path):
    halves = [picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS) for picture in pictures]
    halves = [half.crop((0, 0, half.width, min(half.height, TALLEST))) for half in halves]
    whole = Image.new("RGB", (sum(half.width + GAP for half in halves) + GAP, max(half.height for half in halves) + 2 * GAP), "#8a9296")
    x = GAP
    for half in halves:
        whole.paste(half, (x, GAP))
        x += half.width + GAP
    whole.quantize(40, dither=Image.Dither.NONE).save(path, optimize=True)
