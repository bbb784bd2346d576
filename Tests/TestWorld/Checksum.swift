import CFaultyDisk

/// The same for the same octets on every machine, and in C, because a month has megabytes of them.
package struct Checksum: Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func add(_ octets: UnsafeRawBufferPointer) {
        value = faulty_sum(value, octets.baseAddress, octets.count)
    }

    package mutating func add(_ octets: [UInt8]) { octets.withUnsafeBytes { add($0) } }
}
