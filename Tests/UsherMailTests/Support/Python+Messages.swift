import TestSupport

extension Python {
    /// Opens N.eml in the folder given, holds it against entry N of expected.json, and prints every difference and
    /// defect.
    static let readMessages = """
        import email, email.header, email.policy, json, re, sys
        folder = sys.argv[1]
        expected = json.load(open(folder + "/expected.json", encoding="utf-8"))
        problems = []
        for number, want in enumerate(expected):
            def differ(what, *more):
                problems.append(" ".join([str(number), what] + [ascii(x) for x in more]))
            raw = open(f"{folder}/{number}.eml", "rb").read()
            message = email.message_from_bytes(raw, policy=email.policy.default)
            old = email.message_from_bytes(raw, policy=email.policy.compat32)
            for part in message.walk():
                for defect in part.defects: differ("defect", defect)
                for name, value in part.items():
                    for defect in value.defects: differ("defect in " + name, defect, str(value))
            names = [name.lower() for name in message.keys()]
            if len(names) != len(set(names)): differ("repeated header", names)
            if message["subject"] != want["Subject"]: differ("subject", message["subject"], want["Subject"])
            for field in ["From", "Reply-To", "To"]:
                (mailbox,) = message[field].addresses
                name, words = mailbox.display_name, old[field].count("=?utf-8?")
                # The structured parser keeps the space between encoded words of a name (against RFC 2047 6.2); the old one drops it.
                if words > 1: name = str(email.header.make_header(email.header.decode_header(old[field].rsplit("<", 1)[0])))
                # It also makes one space of several in a name.
                if name.split() != want[field].split(): differ(field, name, want[field])
            if message["to"].addresses[0].addr_spec != want["address"]: differ("address", message["to"].addresses)
            if message["from"].addresses[0].addr_spec != "hello@shop.example": differ("from", message["from"].addresses)
            if message["date"].datetime.isoformat() != "2026-11-22T10:00:00+00:00": differ("date", message["date"])
            if message.get_content_type() != "multipart/alternative": differ("type", message.get_content_type())
            if message.get_content_charset() is not None: differ("charset", message.get_content_charset())
            parts = [(part.get_content_type(), part.get_content().replace("\\r\\n", "\\n")) for part in message.iter_parts()]
            if parts != [("text/plain", want["text"]), ("text/html", want["html"])]: differ("parts", parts)
            if not re.fullmatch(r"<[0-9a-f]{32}@shop\\.example>", message["message-id"]): differ("id", message["message-id"])
            unsubscribe = message["list-unsubscribe"]
            if want["page"]:
                page = re.escape(want["page"])
                if not re.fullmatch(rf"<{page}u/[-_A-Za-z0-9]+>, <mailto:[^ >]+>", unsubscribe): differ("unsubscribe", unsubscribe)
            elif unsubscribe is not None: differ("unsubscribe", unsubscribe)
        print("\\n".join(problems[:20]) if problems else f"{len(expected)} messages")
        """
}
