import CQREncode

/// A link as a square of dark and light modules, for posters, fairs and letters: made by libqrencode, with a seventh of
/// it to spare for dirt and folds (level M).
package struct QRCode: Hashable, Sendable {
    /// How many modules the code is wide and high, without the light edge around it.
    package let size: Int
    private let dark: [Bool]

    /// Light modules on each side, which readers need.
    package static let edge = 4

    /// Makes the code of a text; nil for what no code is large enough for: more than 2,331 octets, or nothing.
    package init?(_ text: String) {
        let octets = Array(text.utf8)
        guard !octets.isEmpty, octets.count <= 2331, !octets.contains(0) else { return nil }
        guard let code = QRcode_encodeData(Int32(octets.count), octets, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard width > 0, let data = code.pointee.data else { return nil }
        size = width
        dark = UnsafeBufferPointer(start: data, count: width * width).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark; beyond the square all are light.
    package func isDark(_ column: Int, _ row: Int) -> Bool {
        (0..<size).contains(column) && (0..<size).contains(row) && dark[row * size + column]
    }

    /// How many modules the code is wide and high with its edge.
    package var whole: Int { size + 2 * Self.edge }
}

extension QRCode {
    /// The code as one file that any size is printed from: a path of rows of modules, black on white.
    package var svg: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                guard isDark(column, row) else {
                    column += 1
                    continue
                }
                let start = column
                while isDark(column, row) { column += 1 }
                path += "M\(start + Self.edge) \(row + Self.edge)h\(column - start)v1h-\(column - start)z"
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole) \(whole)" shape-rendering="crispEdges">
            <rect width="\(whole)" height="\(whole)" fill="#fff"/>
            <path d="\(path)" fill="#000"/>
            </svg>

            """
    }

    /// The lines for a terminal: two rows of modules in one line of half blocks. Light modules are drawn, so that it
    /// can be read on a dark terminal; on a light one most readers take it as well.
    package var lines: [String] {
        stride(from: -Self.edge, to: size + Self.edge, by: 2).map { row in
            (-Self.edge..<size + Self.edge).map { column in
                switch (isDark(column, row), isDark(column, row + 1)) {
                case (true, true): " "
                case (true, false): "\u{2584}"
                case (false, true): "\u{2580}"
                case (false, false): "\u{2588}"
                }
            }.joined()
        }
    }
}
