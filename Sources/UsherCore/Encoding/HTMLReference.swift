/// Character references of HTML: the numbers, and the names that stand in shops' footers and in addresses.
enum HTMLReference {
    /// The text with its references read; a name that is not known here stays as it is written.
    static func decode(_ octets: ArraySlice<UInt8>) -> String {
        guard octets.contains(UInt8(ascii: "&")) else { return String(decoding: octets, as: UTF8.self) }
        var text = ""
        var rest = octets
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[rest.startIndex..<start], as: UTF8.self)
            if let (scalar, length) = read(rest[start...]) {
                text.unicodeScalars.append(scalar)
                rest = rest[(start + length)...]
            } else {
                text += "&"
                rest = rest[(start + 1)...]
            }
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    /// The character of the reference that `octets` begin with, and how many octets that is; nil where they begin with
    /// none.
    static func read(_ octets: ArraySlice<UInt8>) -> (Unicode.Scalar, length: Int)? {
        let name = octets.dropFirst().prefix(32).prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "#") }
        guard name.endIndex < octets.endIndex, octets[name.endIndex] == UInt8(ascii: ";"),
            let scalar = scalar(String(decoding: name, as: UTF8.self))
        else { return nil }
        return (scalar, name.count + 2)
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
            "dash": "\u{2010}", "plus": "+", "percnt": "%",
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
