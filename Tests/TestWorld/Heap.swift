import CFaultyDisk

/// The process's own memory.
package enum Heap {
    /// What is taken of it now, by everything in the process.
    package static var octets: Int64 { faulty_heap_octets() }
}
