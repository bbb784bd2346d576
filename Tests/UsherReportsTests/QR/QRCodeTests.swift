import Foundation
import TestSupport
import Testing

@testable import UsherReports

private enum CodeReader {
    static let path = "/usr/bin/zbarimg"
    static let isHere = FileManager.default.isExecutableFile(atPath: path)
}

@Suite("A link as a QR code")
struct QRCodeTests {
    @Test("Is a square with the three marks by which readers find it")
    func square() throws {
        let code = try #require(QRCode("https://shop.example/c/fair"))
        #expect((code.size - 17) % 4 == 0 && code.size >= 21)
        for (column, row) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            #expect((0..<7).allSatisfy { code.isDark(column + $0, row) && code.isDark(column, row + $0) })
            #expect(!code.isDark(column + 1, row + 1) && code.isDark(column + 3, row + 3))
        }
        #expect(!code.isDark(-1, 0) && !code.isDark(code.size, 0))
        #expect(code.lines.count == (code.size + 2 * QRCode.edge + 1) / 2)
        #expect(Set(code.lines.map(\.count)) == [code.size + 2 * QRCode.edge])
    }

    @Test("There is none of nothing, of too much, or of a NUL")
    func none() {
        #expect(QRCode("") == nil && QRCode("a\0b") == nil)
        #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
        #expect(QRCode(String(repeating: "a", count: 2331)) != nil)
    }

    @Test(
        "A reader reads the picture as the link", .enabled(if: CodeReader.isHere),
        arguments: [
            "https://shop.example/c/craft-fair",
            "https://shop.example/?utm_source=print&utm_campaign=f%C3%A4re&x=<\"'>",
            "https://xn--bcher-kva.example/" + String(repeating: "long/", count: 60),
        ])
    func read(link: String) async throws {
        let folder = try TemporaryFolder()
        let code = try #require(QRCode(link))
        for scale in [4, 10] {
            try Data(code.png(scale: scale)).write(to: URL(fileURLWithPath: folder("code.png")))
            let said = try await Program(CodeReader.path, ["--quiet", "--raw", folder("code.png")]).wait()
            #expect(said.output.trimmingCharacters(in: .newlines) == link, "\(said.errors)")
        }
    }

    @Test("The SVG draws the same modules, and fetches nothing")
    func svg() throws {
        let code = try #require(QRCode("https://shop.example/c/fair"))
        var drawn: Set<[Int]> = []
        for match in code.svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y, width, back) = (Int(match.1) ?? -1, Int(match.2) ?? -1, Int(match.3) ?? 0, Int(match.4) ?? 0)
            #expect(width == back)
            for column in x..<(x + width) { drawn.insert([column - QRCode.edge, y - QRCode.edge]) }
        }
        var dark: Set<[Int]> = []
        for row in 0..<code.size {
            for column in 0..<code.size where code.isDark(column, row) { dark.insert([column, row]) }
        }
        #expect(drawn == dark && !dark.isEmpty)
        #expect(code.svg.replacing("http://www.w3.org/2000/svg", with: "").contains("http") == false)
    }
}
