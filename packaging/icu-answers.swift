import Foundation

/// Prints every kind of answer that Usher asks of ICU, for every language, zone, currency and charset: what
/// `packaging/check-icu` compares between the whole data and the part of it that a package has.
@main
enum Answers {
    static func main() {
        let zones = TimeZone.knownTimeZoneIdentifiers.sorted()
        print("zones", zones.count, zones.joined(separator: " "))
        times(zones)
        languages()
        currencies()
        charsets()
        names()
    }

    private static func times(_ zones: [String]) {
        for zone in zones {
            guard let clock = TimeZone(identifier: zone) else { continue }
            let offsets = stride(from: 0, to: 4_000_000_000, by: 1_300_000).map {
                clock.secondsFromGMT(for: Date(timeIntervalSince1970: $0))
            }
            print("zone", zone, clock.identifier, offsets)
        }
    }

    private static func languages() {
        for language in Locale.availableIdentifiers.sorted() {
            let tag = language.replacingOccurrences(of: "_", with: "-")
            for day in stride(from: 0, to: 400, by: 31) {
                let moment = Timestamp(milliseconds: 1_770_000_000_000 + Int64(day) * 86_400_000)
                for zone in ["Europe/Berlin", "Pacific/Auckland"] {
                    if let clock = ZoneClock.named(zone) {
                        print("moment", tag, LocalFormat.moment(moment, clock: clock, language: tag))
                    }
                }
            }
            for currency in ["EUR", "USD", "JPY", "KWD", "CHF", "INR", "XAF"] {
                let money = Money(minorUnits: 1_234_567, currency: currency)
                print("money", tag, LocalFormat.money(money, language: tag))
            }
            print("is one", tag, Language.isOne(tag))
        }
    }

    private static func currencies() {
        for currency in Locale.Currency.isoCurrencies.map(\.identifier).sorted() {
            for language in ["en", "de", "ja", "ar"] {
                let money = Money(minorUnits: -123_456, currency: currency)
                print("currency", currency, Money.decimals(of: currency), LocalFormat.money(money, language: language))
            }
        }
    }

    private static func charsets() {
        let parts = (1...16).map { "iso-8859-\($0)" } + (0...8).map { "windows-125\($0)" }
        let others = [
            "shift_jis", "cp932", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "gb2312", "big5", "euc-kr", "cp949", "koi8-r",
            "koi8-u", "tis-620", "windows-874", "macintosh", "utf-16", "utf-16le", "utf-16be", "utf-7", "us-ascii", "",
        ]
        for name in parts + others {
            for first in UInt8(0)...255 {
                let octets = (UInt8(0)...255).flatMap { [first, $0] }
                print("charset", name, first, Array(Charset.text(octets, named: name).unicodeScalars.map(\.value)))
            }
            let shifted: [UInt8] = [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42, 0x41]
            print("charset", name, "shifted", Array(Charset.text(shifted, named: name).unicodeScalars.map(\.value)))
        }
    }

    private static func names() {
        for host in ["bücher.example", "straße.example", "日本語.example", "ＦＵＬＬ.example", "a\u{0308}.example", "xn--bcher-kva.example"] {
            print("host", host, URLComponents(string: "https://\(host)/")?.encodedHost ?? "none")
        }
        for text in ["Å", "A\u{030A}", "ﬁ", "İstanbul", "ΣΑΣ"] {
            print(
                "text", text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping,
                text.precomposedStringWithCompatibilityMapping, text.lowercased(), text.uppercased())
        }
        print("regions", Locale.Region.isoRegions.map(\.identifier).sorted())
        print("languages", Locale.LanguageCode.isoLanguageCodes.map(\.identifier).sorted())
        print("scripts", Locale.Script("Latn").isISOScript, Locale.Script("Xxxx").isISOScript)
    }
}
