/// This release.
package enum UsherVersion {
    package static let text = "0.1.0"
}
