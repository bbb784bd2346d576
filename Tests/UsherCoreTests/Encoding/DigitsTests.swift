import Foundation
import Testing
import TestSupport

@testable import UsherCore

@Suite("Digits as octets")
struct DigitsTests {
    @Test(
        "Decimal numbers have zeros before them up to their width",
        arguments: [(0, 1, "0"), (7, 2, "07"), (42, 2, "42"), (123, 2, "123"), (5, 8, "00000005"), (-5, 2, "-05")])
    func decimal(number: Int, width: Int, text: String) {
        #expect(Digits.text(number, width: width) == text)
    }

    @Test(
        "A number is read from digits alone",
        arguments: [
            ("0", 0), ("007", 7), ("999999999999999999", 999_999_999_999_999_999), ("", nil), ("+1", nil), ("-1", nil),
            ("1 ", nil), ("1a", nil), ("9999999999999999999", nil), ("١", nil),
        ] as [(String, Int?)])
    func value(text: String, number: Int?) {
        #expect(Digits.value(text.utf8) == number)
    }

    @Test("Every octet goes into hexadecimal digits and comes back")
    func hexadecimal() throws {
        for octet in UInt8.min...UInt8.max {
            var marked: [UInt8] = []
            Hexadecimal.append(octet, after: UInt8(ascii: "%"), to: &marked)
            #expect(String(decoding: marked, as: UTF8.self) == String(format: "%%%02X", octet))
            #expect(Hexadecimal.value(marked.dropFirst()) == UInt32(octet))
            #expect(String(decoding: Hexadecimal.lower([octet]), as: UTF8.self) == String(format: "%02x", octet))
        }
        #expect(Hexadecimal.text(UInt32(0x0012_ABCD)) == "0012abcd")
        #expect(Hexadecimal.value("0123456789".utf8) == nil)
        #expect(Hexadecimal.value("".utf8) == nil)
        #expect(Hexadecimal.value("+f".utf8) == nil)
    }

    @Test("An octet is a letter, a digit or neither as Foundation says")
    func classes() {
        for octet in UInt8.min...0x7F {
            let character = Character(Unicode.Scalar(octet))
            #expect(octet.isLetter == character.isLetter)
            #expect(octet.isUppercase == character.isUppercase)
            #expect(octet.isLowercase == character.isLowercase)
            #expect(octet.isDigit == character.isNumber)
            #expect(octet.isLetterOrDigit == (character.isLetter || character.isNumber))
            #expect(String(Unicode.Scalar(octet.lowercased)) == character.lowercased())
        }
        for octet in UInt8(0x80)...0xFF {
            #expect(!octet.isLetterOrDigit && !octet.isBlank && !octet.isUnreserved && octet.lowercased == octet)
        }
    }
}
