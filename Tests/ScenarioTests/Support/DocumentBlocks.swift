import Foundation
import TestSupport

/// The shell blocks of a page, as somebody would paste them one after the other.
struct DocumentBlocks {
    struct Block {
        /// Of its first line, from 1.
        let line: Int
        let text: String

        var firstLine: String { text.prefix { $0 != "\n" }.trimmingCharacters(in: .whitespaces) }
    }

    let blocks: [Block]

    /// Those that begin with "```sh".
    init(_ path: String) throws {
        var blocks: [Block] = []
        var open: (line: Int, lines: [String])?
        for (index, line) in try Repository.text(path).components(separatedBy: "\n").enumerated() {
            if let block = open {
                if line == "```" {
                    blocks.append(Block(line: block.line, text: block.lines.joined(separator: "\n") + "\n"))
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if line == "```sh" {
                open = (index + 2, [])
            }
        }
        self.blocks = blocks
    }

    /// The first block of that kind, `csv` for example.
    static func text(_ kind: String, in path: String) throws -> String {
        let parts = try Repository.text(path).components(separatedBy: "```\(kind)\n")
        return parts.dropFirst().first?.components(separatedBy: "```").first ?? ""
    }

    /// Every page that people read.
    static func pages() throws -> [String] {
        let docs = try FileManager.default.contentsOfDirectory(atPath: Repository.file("docs"))
        return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }
}
