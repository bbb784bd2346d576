extension QRCode {
    /// A PNG of so many pixels for each module, in black and white. Not compressed: what it is made of is small.
    package func png(scale: Int = 10) -> [UInt8] {
        let pixels = whole * max(1, min(100, scale))
        var image: [UInt8] = []
        for line in 0..<pixels {
            // No filter; then eight pixels in an octet, 1 is white.
            image.append(0)
            let row = line / max(1, pixels / whole) - Self.edge
            var octet: UInt8 = 0
            for place in 0..<(pixels + 7) / 8 * 8 {
                let column = place / max(1, pixels / whole) - Self.edge
                octet = octet << 1 | (place < pixels && isDark(column, row) ? 0 : 1)
                if place % 8 == 7 {
                    image.append(octet)
                    octet = 0
                }
            }
        }
        // Size; one bit of grey; deflate, no interlace.
        let head = Self.octets(UInt32(pixels)) + Self.octets(UInt32(pixels)) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", head)
            + Self.chunk("IDAT", Self.stored(image)) + Self.chunk("IEND", [])
    }

    private static func octets(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + data
        return octets(UInt32(data.count)) + named + octets(check(named))
    }

    /// A zlib stream whose blocks are stored as they are (RFC 1950, RFC 1951).
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(data.count, start + 65_535)
            let count = UInt16(end - start)
            stream.append(end == data.count ? 1 : 0)
            for number in [count, ~count] {
                stream += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
            }
            stream += data[start..<end]
            start = end
        } while start < data.count
        return stream + octets(adler(data))
    }

    private static func adler(_ data: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for octet in data {
            a = (a + UInt32(octet)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }

    /// CRC-32, as PNG has it.
    private static func check(_ data: [UInt8]) -> UInt32 {
        var check: UInt32 = 0xFFFF_FFFF
        for octet in data {
            check ^= UInt32(octet)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        return ~check
    }
}
