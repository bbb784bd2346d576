/// This release.
package enum UsherVersion {
    package static let text = "0.2.0"
}
