"""Text and Markdown as the lines of a manual page, in the macros of man(7)."""
import re

WIDTH = 76


def spelled(text):
    """Plain text as roff: every character stands for itself."""
    out = []
    for character in text:
        if character == "\\":
            out.append(r"\e")
        elif character == "-":
            out.append(r"\-")
        elif character == "'":
            out.append(r"\(aq")
        elif character == "`":
            out.append(r"\(ga")
        elif character == "^":
            out.append(r"\(ha")
        elif character == "~":
            out.append(r"\(ti")
        elif ord(character) > 126:
            out.append(rf"\[u{ord(character):04X}]")
        else:
            out.append(character)
    return "".join(out)


def quoted(text):
    """One argument of a macro."""
    return '"' + text.replace('"', r"\(dq") + '"'


def heading(name, number, day):
    return f'.TH {quoted(spelled(name.upper()))} {number} {day} "Usher" "Usher"\n.nh\n.ad l'


def section(name):
    return [f".SH {quoted(spelled(name))}"]


def term(text):
    """What a paragraph is about, before it; one line to roff, however many here."""
    lines = wrapped(text)
    return [".TP"] + [line + " \\" for line in lines[:-1]] + lines[-1:]


def wrapped(text):
    """Lines of at most WIDTH octets; none begins with what roff takes for a command. A very long word may break."""
    lines, line = [], ""
    for word in text.split():
        word = re.sub(r"(?<=[&?/])(?=\w)", r"\\:", word) if len(word) > WIDTH else word
        if line and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return [rf"\&{line}" if line.startswith((".", "'")) else line for line in lines if line]


def paragraph(text, inside=False):
    """A paragraph of plain text."""
    return ([] if inside else [".PP"]) + wrapped(spelled(text))


def literal(lines):
    """Lines as they are."""
    shown = [spelled(line.replace("\t", "    ")).rstrip() for line in lines]
    shown = [rf"\&{line}" if line.startswith((".", "'")) else line or r"\&" for line in shown]
    return [".PP", ".RS 4", ".nf"] + shown + [".fi", ".RE"]


def inline(text):
    """A line of Markdown: code and what is important in bold, links as their words."""
    out = []
    pattern = r"(`+)(.+?)\1|\[((?:[^\]`]|`[^`]*`)*)\]\(([^)]*)\)|\*\*(.+?)\*\*|\*(\S[^*]*)\*"
    at = 0
    for found in re.finditer(pattern, text):
        out.append(spelled(text[at:found.start()]))
        _, code, words, _, strong, soft = found.groups()
        if code is not None:
            out.append(rf"\fB{spelled(code)}\fR")
        elif words is not None:
            out.append(inline(words))
        elif strong is not None:
            out.append(rf"\fB{spelled(strong.replace('`', ''))}\fR")
        else:
            out.append(rf"\fI{spelled(soft.replace('`', ''))}\fR")
        at = found.end()
    out.append(spelled(text[at:]))
    return "".join(out)


def cells(row):
    """The cells of a row of a table; a bar in one is written with a backslash."""
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip())[1:-1]]


def table(rows):
    """A table as a list: its first column in front of what the others say. A last column called Default is named."""
    head, lines = cells(rows[0]), []
    for row in rows[2:]:
        first, *others = cells(row)
        said = []
        for name, cell in zip(head[1:], others):
            if not cell:
                continue
            said.append(f"{name}: {cell}" + ("" if cell.endswith(".") else ".") if said and name else _ended(cell))
        if first:
            lines += term(inline(first))
        lines += [".br"] if not first and lines else []
        lines += wrapped(inline(" ".join(said))) or [r"\&"]
    return lines


def _ended(text):
    return text if text.endswith((".", "!", "?")) else f"{text}."


def page(lines):
    """A whole page: what begins a section begins no paragraph."""
    lines = [line for line in lines if line]
    kept = [line for before, line in zip([""] + lines, lines) if line != ".PP" or not before.startswith((".SH", ".SS"))]
    return "\n".join(kept) + "\n"


def markdown(lines, tables=True):
    """Markdown, as docs/ is written in it: headings, paragraphs, lists, tables, and blocks between fences."""
    out, text, item = [], [], False

    def close():
        nonlocal text, item
        if text:
            out.extend([r".IP \(bu 2"] if item else [".PP"])
            out.extend(wrapped(inline(" ".join(text))))
        text, item = [], False

    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            close()
            end = next(i for i in range(at + 1, len(lines)) if lines[i].startswith("```"))
            out.extend(literal(lines[at + 1:end]))
            at = end
        elif line.startswith("|"):
            close()
            end = next((i for i in range(at, len(lines)) if not lines[i].startswith("|")), len(lines))
            out.extend(table(lines[at:end]) if tables else [])
            at = end - 1
        elif line.startswith("### "):
            close()
            out.append(f".SS {quoted(spelled(line[4:].replace('`', '')))}")
        elif line.startswith("- "):
            close()
            item = True
            text.append(line[2:].strip())
        elif line.strip():
            text.append(line.strip())
        else:
            close()
        at += 1
    close()
    return out
