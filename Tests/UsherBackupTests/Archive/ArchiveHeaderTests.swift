import Testing

@testable import UsherBackup

@Suite("A header of the archive")
struct ArchiveHeaderTests {
    private static let deep = String(repeating: "a/", count: 90) + "file.yaml"

    @Test(
        "Is read as it was written, at every length and name that it holds",
        arguments: [
            ("state/usher.sqlite", 0), ("config/usher.yaml", 1), ("templates/ü.md", 511), ("x", 0o777_7777_7777),
            ("x", 0o777_7777_7777 + 1), ("x", .max), (String(repeating: "n", count: 100), 5), (deep, 7),
        ] as [(String, Int64)])
    func roundTrip(_ name: String, _ length: Int64) throws {
        let header = ArchiveHeader(name: name, length: length, moment: 1_795_431_600)
        let octets = try #require(header.octets)
        #expect(octets.count == ArchiveHeader.size)
        #expect(ArchiveHeader(octets) == header)
        #expect((length % 512 + Int64(header.padding)).isMultiple(of: 512) && header.padding < 512)
    }

    @Test("Takes no name and no number that it cannot hold")
    func tooLong() {
        let refused = [
            ArchiveHeader(name: "", length: 0, moment: 0),
            ArchiveHeader(name: String(repeating: "n", count: 101), length: 0, moment: 0),
            ArchiveHeader(name: "a\u{0}b", length: 0, moment: 0), ArchiveHeader(name: "a", length: -1, moment: 0),
            ArchiveHeader(name: "a", length: 0, moment: -1),
        ]
        for header in refused { #expect(header.octets == nil, "\(header)") }
    }

    @Test("One changed bit anywhere makes it none")
    func bits() throws {
        let octets = try #require(ArchiveHeader(name: "config/usher.yaml", length: 9, moment: 77).octets)
        for index in octets.indices {
            for bit in 0..<8 {
                var other = octets
                other[index] ^= 1 << UInt8(bit)
                #expect(ArchiveHeader(other) == nil, "octet \(index), bit \(bit)")
            }
        }
    }
}
