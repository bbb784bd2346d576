/// Character references of HTML: the numbers, and the names that stand in shops' footers.
enum HTMLEntities {
    /// The text with its references read; a name that is not known here stays as it is written.
    static func decode(_ octets: ArraySlice<UInt8>) -> String {
        guard octets.contains(UInt8(ascii: "&")) else { return String(decoding: octets, as: UTF8.self) }
        var text = ""
        var rest = octets
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[rest.startIndex..<start], as: UTF8.self)
            let word = rest[(start + 1)...].prefix(32).prefix { isNamePart($0) }
            let isClosed = word.endIndex < rest.endIndex && rest[word.endIndex] == UInt8(ascii: ";")
            if isClosed, let scalar = scalar(String(decoding: word, as: UTF8.self)) {
                text.unicodeScalars.append(scalar)
                rest = rest[(word.endIndex + 1)...]
            } else {
                text += "&"
                rest = rest[(start + 1)...]
            }
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func isNamePart(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: "#") || (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet)
            || (0x61...0x7A).contains(octet)
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let number =
            digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init)
    }

    private static let named: [String: Unicode.Scalar] = {
        var named: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "commat": "@", "colon": ":", "sol": "/",
            "period": ".", "comma": ",", "equals": "=", "quest": "?", "num": "#", "lowbar": "_", "hyphen": "\u{2010}",
            "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
            "ndash": "\u{2013}", "mdash": "\u{2014}", "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201C}",
            "rdquo": "\u{201D}", "bdquo": "\u{201E}", "bull": "\u{2022}", "hellip": "\u{2026}", "euro": "\u{20AC}",
            "OElig": "\u{152}", "oelig": "\u{153}", "Scaron": "\u{160}", "scaron": "\u{161}", "Yuml": "\u{178}",
        ]
        // ISO 8859-1, in the order of its numbers.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
            AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
            times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
            egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
            ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (offset, name) in latin.split(separator: " ").enumerated() {
            named[String(name)] = Unicode.Scalar(UInt32(0xA0 + offset))
        }
        return named
    }()
}
