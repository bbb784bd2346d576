/// This release, as the clone's file `VERSION` says it, which is compiled in: the one place that has it.
/// `scripts/release` writes it.
package enum UsherVersion {
    package static let text = files.map(\.text).joined().filter { !$0.isWhitespace }
}
