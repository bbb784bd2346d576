extension ServerText {
    /// Overwrites with blanks what a reply repeats.
    struct Blanking {
        private(set) var octets: [UInt8]
        private(set) var namesBlockList = false

        init(_ text: String) { octets = Array(text.utf8) }

        mutating func run() {
            blankBetween("<", ">")
            blankBetween("\"", "\"")
            blankBetween("`", "`")
            blankSingleQuotes()
            blankURLs()
            blankAddresses()
            blankHosts()
        }

        private mutating func blank(_ range: Range<Int>) { for index in range { octets[index] = 0x20 } }

        private mutating func blankBetween(_ open: Unicode.Scalar, _ close: Unicode.Scalar) {
            var index = 0
            while let start = octets[index...].firstIndex(of: UInt8(ascii: open)) {
                index = start + 1
                guard let end = octets[index...].firstIndex(of: UInt8(ascii: close)) else { return }
                blank(start..<end + 1)
            }
        }

        /// Blanks what stands between single quotes. An apostrophe inside a word is none.
        private mutating func blankSingleQuotes() {
            let quote = UInt8(ascii: "'")
            let isOpening = { (at: Int, all: [UInt8]) in at == 0 || !all[at - 1].isLetterOrDigit }
            let isClosing = { (at: Int, all: [UInt8]) in at + 1 == all.count || !all[at + 1].isLetterOrDigit }
            var index = 0
            while let start = octets[index...].firstIndex(of: quote) {
                index = start + 1
                guard isOpening(start, octets) else { continue }
                guard let end = octets[index...].indices.first(where: { octets[$0] == quote && isClosing($0, octets) })
                else { return }
                blank(start..<end + 1)
            }
        }

        private mutating func blankURLs() {
            var index = 0
            while index + 2 < octets.count {
                guard octets[index...].starts(with: Array("://".utf8)) else {
                    index += 1
                    continue
                }
                let start = octets[..<index].lastIndex { !$0.isLetterOrDigit }.map { $0 + 1 } ?? 0
                let host = index + 3
                let end = octets[host...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ")") } ?? octets.count
                let hostEnd = octets[host..<end].firstIndex { !$0.isHostOctet } ?? end
                note(host: octets[host..<hostEnd])
                blank(start..<end)
                index = end
            }
        }

        private mutating func blankAddresses() {
            var index = 0
            while let at = octets[index...].firstIndex(of: UInt8(ascii: "@")) {
                let start = octets[..<at].lastIndex { !$0.isAtomOctet }.map { $0 + 1 } ?? 0
                let end = octets[(at + 1)...].firstIndex { !$0.isHostOctet } ?? octets.count
                blank(start..<end)
                index = max(end, at + 1)
            }
        }

        private mutating func blankHosts() {
            var index = 0
            while index < octets.count {
                guard octets[index].isHostOctet else {
                    index += 1
                    continue
                }
                let start = index
                index = octets[start...].firstIndex { !$0.isHostOctet } ?? octets.count
                var end = index
                while end > start, [UInt8(ascii: "."), UInt8(ascii: "-")].contains(octets[end - 1]) { end -= 1 }
                guard isName(octets[start..<end]) else { continue }
                note(host: octets[start..<end])
                // What is behind a slash is a path.
                if end < octets.count, octets[end] == UInt8(ascii: "/") {
                    end = octets[end...].firstIndex { $0 <= 0x20 } ?? octets.count
                    index = end
                }
                blank(start..<end)
            }
        }

        /// Whether it is the name of a machine: `mx1.x.example`, `192.0.2.1`, `mx-spam-1`; not `5.1.1`,
        /// `unknown.Please` or `STOREDRV.Submission.Exception`.
        private func isName(_ name: ArraySlice<UInt8>) -> Bool {
            let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard labels.allSatisfy({ !$0.isEmpty }) else { return false }
            let isNumeric = labels.allSatisfy { $0.allSatisfy(\.isDigit) }
            if isNumeric { return labels.count == 4 }
            if labels.count == 1 {
                return name.contains(UInt8(ascii: "-")) && name.contains(where: \.isDigit)
                    && name.contains { $0.isLetterOrDigit && !$0.isDigit }
            }
            // `5.7.1-rejected`
            if labels.count == 3, labels[0].count == 1, labels[...1].allSatisfy({ $0.allSatisfy(\.isDigit) }) {
                return false
            }
            guard let last = labels.last, last.count > 1, last.contains(where: { !$0.isDigit }) else { return false }
            // Two sentences without a blank between them, and names out of a program.
            let isWord = last[last.startIndex].isUppercase && last.dropFirst().contains(where: \.isLowercase)
            return !isWord
        }

        private mutating func note(host: ArraySlice<UInt8>) {
            let name = String(decoding: host, as: UTF8.self).lowercased()
            if Self.blockLists.contains(where: { name == $0 || name.hasSuffix(".\($0)") }) { namesBlockList = true }
        }

        private static let blockLists = [
            "spamhaus.org", "spamhaus.net", "spamhaus.com", "spamcop.net", "barracudacentral.org", "sorbs.net",
            "uceprotect.net", "abusix.com", "abusix.zone", "invaluement.com", "mailspike.net", "mailspike.org",
            "surbl.org",
            "uribl.com", "spfbl.net", "backscatterer.org", "psbl.org", "dnsbl.info", "senderscore.com",
            "senderscore.org",
        ]
    }
}

extension UInt8 {
    fileprivate var isHostOctet: Bool { isLetterOrDigit || self == 0x2D || self == 0x2E || self == 0x5F }
    /// Whether the octet may stand in a local part that is not quoted (RFC 5322 3.2.3), or in one in UTF-8.
    fileprivate var isAtomOctet: Bool {
        self >= 0x80 || isLetterOrDigit || Array("!#$%&'*+/=?^_`{|}~.-".utf8).contains(self)
    }
}
