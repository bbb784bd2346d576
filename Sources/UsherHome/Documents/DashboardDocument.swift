import UsherCore

/// `dashboard:` of `config/usher.yaml`.
enum DashboardDocument {
    private static let advice = "from elsewhere, people come through ssh: ssh -L 8027:127.0.0.1:8027 HOST"

    /// `published`: what `public:` says, whose listeners are not for the dashboard.
    static func read(_ field: Field, beside published: PublicSettings?) -> DashboardSettings? {
        field.record { keys in
            guard let listenField = keys.required("listen"),
                let listen = ListenDocument.read(listenField, example: "127.0.0.1:8027", advice: advice)
            else { return nil }
            let taken = [("listen", published?.listen), ("private", published?.privateListen)]
            if let (name, _) = taken.first(where: { $0.1 == listen }) {
                return listenField.refuse(
                    "'dashboard' and '\(name)' of 'public' are the same address; the dashboard is never where the web "
                        + "server or a collector of metrics comes to")
            }
            return DashboardSettings(listen: listen)
        }
    }
}
