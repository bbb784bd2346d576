import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("Attributes as text")
struct AttributesTextTests {
    static let table: [(AttributeValue, String)] = [
        (.text(""), #""""#),
        (.text("a \"b\" \\ c/d\n\u{1}é😀"), #""a \"b\" \\ c/d\n\u0001é😀""#),
        (.yesNo(true), "true"), (.yesNo(false), "false"),
        (.number("4"), "4"), (.number("-1.50"), "-1.50"), (.number("0"), "0"), (.number("0.07"), "0.07"),
        (.number("007"), #"{"number":"007"}"#), (.number("+1"), #"{"number":"+1"}"#),
        (.number(".5"), #"{"number":".5"}"#),
        (.number("5."), #"{"number":"5."}"#), (.number("1e3"), #"{"number":"1e3"}"#),
        (.number("-"), #"{"number":"-"}"#),
        (.money(Money(minorUnits: -4900, currency: "EUR")), #"{"minor":-4900,"currency":"EUR"}"#),
        (.date(CalendarDate(year: 2026, month: 2, day: 3)), #"{"date":"2026-02-03"}"#),
        (.list([]), "[]"), (.list(["a", "b,\"c\""]), #"["a","b,\"c\""]"#),
    ]

    @Test("Each type has one form, and comes back from it", arguments: 0..<table.count)
    func forms(row: Int) throws {
        let (value, json) = Self.table[row]
        #expect(AttributesText.encode(["x": value]) == "{\"x\":\(json)}")
        #expect(try AttributesText.decode("{\"x\":\(json)}") == ["x": value])
        _ = try JSONSerialization.jsonObject(with: Data("{\"x\":\(json)}".utf8))
    }

    @Test("Equal attributes are equal texts, none is no text")
    func deterministic() throws {
        #expect(AttributesText.encode([:]) == nil)
        #expect(try AttributesText.decode(nil) == [:])
        #expect(try AttributesText.decode(" { } ") == [:])
        let names = (0..<20).map { "name-\($0)" }
        let forward = Dictionary(uniqueKeysWithValues: names.map { ($0, AttributeValue.text($0)) })
        let backward = Dictionary(uniqueKeysWithValues: names.reversed().map { ($0, AttributeValue.text($0)) })
        #expect(AttributesText.encode(forward) == AttributesText.encode(backward))
    }

    @Test("Other writers' JSON is read too")
    func foreign() throws {
        #expect(
            try AttributesText.decode(#" { "a" : "\u00e9\ud83d\ude00\/\t\r\b\f" , "b" : [ "x" , "y" ] } "#)
                == ["a": .text("é😀/\t\r\u{8}\u{C}"), "b": .list(["x", "y"])])
    }

    @Test(
        "Damage is an error, never a crash",
        arguments: [
            "", "{", "}", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":nope}", "{\"a\":1,}", "{\"a\":\"b}", "{\"a\":\"\\",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":{}}",
            "{\"a\":{\"date\":\"x\"}}",
            "{\"a\":[1]}", "{\"a\":1} x", "{\"a\":{\"minor\":\"x\",\"currency\":\"EUR\"}}",
        ])
    func damage(text: String) {
        let error = #expect(throws: StoreError.self) { try AttributesText.decode(text) }
        #expect(error?.word == "corrupt")
    }

    @Test("Any attributes come back as they were", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("aZ09 \"\\/{}[]:,\n\t\u{0}\u{1F}é漢😀.-+")
        func word() -> String {
            String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                })
        }
        for _ in 0..<500 {
            var attributes: [String: AttributeValue] = [:]
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                let value: AttributeValue =
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: .text(word())
                    case 1: .number(word())
                    case 2: .yesNo(Bool.random(using: &random))
                    case 3: .money(Money(minorUnits: Int64.random(in: .min ... .max, using: &random), currency: word()))
                    case 4: .date(CalendarDate(year: 2026, month: 12, day: Int.random(in: 1...31, using: &random)))
                    default: .list((0..<Int.random(in: 0...3, using: &random)).map { _ in word() })
                    }
                attributes[word()] = value
            }
            #expect(try AttributesText.decode(AttributesText.encode(attributes)) == attributes)
            let texts = attributes.mapValues { "\($0)" }
            #expect(try TextsText.decode(TextsText.encode(texts)) == texts)
        }
    }
}
