"""dkim-verify.py ZONE FOLDER: dkimpy reads every *.eml of FOLDER, with the records of the zone file ZONE.

Prints whatever is wrong with a signature, and at last how many messages and signatures were read. Into FOLDER/single it writes each
message once for each signature, with that one alone, for a verifier that stops at the first good one.
"""
import email, os, re, sys
import dkim

zone, folder = sys.argv[1:3]
records = {}
for line in open(zone, encoding="ascii"):
    found = re.match(r"(\S+)\. 3600 IN TXT (.*)", line)
    if found:
        strings = re.findall(r'"([^"]*)"', found[2])
        assert all(len(string) <= 255 for string in strings), line
        records[found[1] + "."] = "".join(strings).encode()

os.makedirs(folder + "/single", exist_ok=True)
problems, messages, signatures = [], 0, 0
for name in sorted(os.listdir(folder)):
    if not name.endswith(".eml"):
        continue
    raw = open(f"{folder}/{name}", "rb").read()
    head = email.message_from_bytes(raw)
    messages += 1
    fields = re.findall(rb"DKIM-Signature:(?:[^\r\n]|\r\n[ \t])*\r\n", raw.split(b"\r\n\r\n")[0] + b"\r\n")
    verifier = dkim.DKIM(raw)
    seen = []
    for index, field in enumerate(fields):
        signatures += 1
        alone = raw
        for other in fields:
            if other != field:
                alone = alone.replace(other, b"")
        open(f"{folder}/single/{name[:-4]}-{index}.eml", "wb").write(alone)
        answer = lambda name, timeout=5: records.get(name.decode() if isinstance(name, bytes) else name)
        try:
            verified = verifier.verify(idx=index, dnsfunc=answer)
        except dkim.DKIMException as error:
            problems.append(f"{name}: signature {index}: {error}")
            continue
        if not verified:
            problems.append(f"{name}: signature {index} does not verify")
        tags = {key.decode(): value.decode() for key, value in verifier.signature_fields.items()}
        seen.append(tags["a"])
        signed = [part.strip().lower() for part in tags["h"].split(":")]
        if signed.count("from") != 2:
            problems.append(f"{name}: From is in h= {signed.count('from')} times")
        for header in head.keys():
            if header.lower() != "dkim-signature" and header.lower() not in signed:
                problems.append(f"{name}: {header} is not signed")
        if tags["c"] != "relaxed/relaxed" or tags.keys() & {"l", "x"}:
            problems.append(f"{name}: {tags}")
        domain = email.utils.parseaddr(head["From"])[1].split("@")[1]
        if tags["d"] != domain:
            problems.append(f"{name}: d={tags['d']} for a sender at {domain}")
        date = int(email.utils.parsedate_to_datetime(head["Date"]).timestamp())
        if int(tags["t"]) != date:
            problems.append(f"{name}: t={tags['t']} for a Date of {date}")
    if seen != ["rsa-sha256", "ed25519-sha256"]:
        problems.append(f"{name}: signed with {seen}")
print("\n".join(problems[:20] + [f"{messages} messages, {signatures} signatures"]))
