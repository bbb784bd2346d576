import UsherCore
import UsherHome
import UsherSMTP
import UsherSupport

extension RelaySettings {
    /// The relay of usher.yaml with its password. Throws one sentence when either is missing. Blocks.
    package static func of(
        _ settings: Settings, home: String, environment: [String: String]
    ) throws -> RelaySettings {
        guard var smtp = settings.smtp else { throw DaemonError.noRelay }
        let password = try SecretResolver.password(for: smtp, home: home, environment: environment)
        smtp.authority = smtp.authority.map { FolderPath.absolute($0, from: home) }
        if let path = smtp.authority {
            // libcurl would wait for ever at a pipe.
            do { _ = try RegularFile.octets(of: path, atMost: 16 << 20) } catch {
                throw DaemonError.authority(path, error)
            }
        }
        return RelaySettings(smtp, password: password?.secret.reveal())
    }
}
