/// The home that `usher init --empty` writes: a shop of one's own, with one campaign and one sample person. The
/// EmbedHome plugin makes `files` from the package's `empty/`.
package enum EmptyHome {
    /// What it shares with the sample shop: nothing in it speaks of that shop.
    private static let shared: Set<String> = [
        "templates/layouts/default.html", "templates/partials/footer.txt", "templates/notices/test.md",
    ]

    /// Everything that is written.
    package static var home: [(path: String, text: String)] {
        (files + EmbeddedHome.files.filter { shared.contains($0.path) }).sorted { $0.path < $1.path }
    }
}
