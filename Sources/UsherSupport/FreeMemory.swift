import CLinux

/// Memory that was freed and that the C library keeps for the next who wants some.
package enum FreeMemory {
    /// Gives freed memory back to the system: after something that takes much of it, and seldom.
    package static func giveBack() { _ = malloc_trim(0) }
}
