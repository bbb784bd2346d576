/// The letters behind an A-label: RFC 3492, for reading.
package enum Punycode {
    /// The domain with its A-labels (`xn--...`) as people write them; a label that is none stays as it is.
    package static func domainForPeople(_ domain: String) -> String {
        domain.split(separator: ".", omittingEmptySubsequences: false).map { label in
            guard label.lowercased().hasPrefix("xn--") else { return String(label) }
            return decode(String(label.dropFirst(4))) ?? String(label)
        }.joined(separator: ".")
    }

    /// What stands behind `xn--`; nil where that is not punycode.
    static func decode(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        var output: [UInt32] = []
        var input = Array(text.utf8)[...]
        if let delimiter = input.lastIndex(of: UInt8(ascii: "-")) {
            output = input[..<delimiter].map { UInt32($0) }
            input = input[(delimiter + 1)...]
        }
        var (code, index, bias): (UInt32, Int, Int) = (128, 0, 72)
        while !input.isEmpty {
            let start = index
            var (weight, k) = (1, 36)
            while true {
                guard let octet = input.popFirst(), let digit = digit(octet) else { return nil }
                guard digit <= (Int(Int32.max) - index) / weight else { return nil }
                index += digit * weight
                let threshold = min(max(k - bias, 1), 26)
                if digit < threshold { break }
                guard weight <= Int(Int32.max) / (36 - threshold) else { return nil }
                weight *= 36 - threshold
                k += 36
            }
            let count = output.count + 1
            bias = adapted(index - start, count: count, isFirst: start == 0)
            guard index / count <= Int(0x10FFFF - code) else { return nil }
            code += UInt32(index / count)
            index %= count
            output.insert(code, at: index)
            index += 1
        }
        var scalars = String.UnicodeScalarView()
        for value in output {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    private static func digit(_ octet: UInt8) -> Int? {
        switch octet {
        case 0x30...0x39: Int(octet) - 0x30 + 26
        case 0x41...0x5A: Int(octet) - 0x41
        case 0x61...0x7A: Int(octet) - 0x61
        default: nil
        }
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
