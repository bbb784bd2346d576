/// Punycode (RFC 3492): how a label beyond ASCII stands in the domain name system.
package enum Punycode {
    /// The domain with its A-labels (`xn--...`) as people write them; a label that is none stays as it is.
    package static func domainForPeople(_ domain: String) -> String {
        domain.split(separator: ".", omittingEmptySubsequences: false).map { label in
            let lower = label.lowercased()
            guard lower.hasPrefix("xn--"), let scalars = decode(lower.dropFirst(4)), !scalars.isEmpty else {
                return String(label)
            }
            return String(String.UnicodeScalarView(scalars))
        }.joined(separator: ".")
    }

    private static let (base, tMin, tMax, skew, damp) = (36, 1, 26, 38, 700)
    private static let (firstBias, firstNumber) = (72, 0x80)

    /// The text that `text`, the part after `xn--` in lower case, stands for. Nil for what is no Punycode.
    static func decode(_ text: some StringProtocol) -> [Unicode.Scalar]? {
        let octets = Array(text.utf8)
        guard octets.count <= 63, octets.allSatisfy({ $0 < 0x80 }) else { return nil }
        let plain = octets.lastIndex(of: UInt8(ascii: "-")) ?? 0
        var output = octets[..<plain].map { Unicode.Scalar($0) }
        var rest = octets[(plain > 0 ? plain + 1 : 0)...]
        var (number, index, bias) = (firstNumber, 0, firstBias)
        while !rest.isEmpty {
            let before = index
            var (weight, k) = (1, base)
            while true {
                guard let digit = rest.popFirst().flatMap(value), index <= 0x10FFFF * 64, weight <= 0x10FFFF * 64 else {
                    return nil
                }
                index += digit * weight
                let threshold = threshold(k, bias)
                if digit < threshold { break }
                weight *= base - threshold
                k += base
            }
            let count = output.count + 1
            bias = adapted(index - before, count, isFirst: before == 0)
            number += index / count
            index %= count
            guard number <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(number)) else { return nil }
            output.insert(scalar, at: index)
            index += 1
        }
        return output
    }

    /// The part after `xn--`.
    static func encode(_ scalars: [Unicode.Scalar]) -> String {
        var output = scalars.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let plain = output.count
        if plain > 0 { output.append(UInt8(ascii: "-")) }
        var (number, delta, bias, handled) = (firstNumber, 0, firstBias, plain)
        while handled < scalars.count {
            let next = scalars.lazy.map { Int($0.value) }.filter { $0 >= number }.min() ?? number
            delta += (next - number) * (handled + 1)
            number = next
            for scalar in scalars {
                if scalar.value < number { delta += 1 }
                guard scalar.value == number else { continue }
                var (left, k) = (delta, base)
                while true {
                    let threshold = threshold(k, bias)
                    guard left >= threshold else { break }
                    output.append(digit(threshold + (left - threshold) % (base - threshold)))
                    left = (left - threshold) / (base - threshold)
                    k += base
                }
                output.append(digit(left))
                bias = adapted(delta, handled + 1, isFirst: handled == plain)
                delta = 0
                handled += 1
            }
            delta += 1
            number += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int { min(max(k - bias, tMin), tMax) }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func value(_ octet: UInt8) -> Int? {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(octet) - 0x61
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(octet) - 0x30 + 26
        default: nil
        }
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value + 0x16)
    }
}
