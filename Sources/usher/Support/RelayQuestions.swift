import Foundation
import UsherCore
import UsherHome
import UsherSMTP

/// A relay and its password, as somebody gave them.
struct RelayAnswers {
    /// Without a file for the password yet.
    let choice: RelayChoice
    /// Nil without a login.
    let password: Secret?

    /// Where the password goes, or the first of these with a number at its end that is free.
    static let usualFile = "smtp-password"

    /// The port that nobody named. A mail server on this machine usually takes what comes from here on 25, without a
    /// login.
    static func port(of host: String, user: String?, tls: SMTPSettings.TLS?) -> Int {
        switch tls {
        case .some(.required): 587
        case .some(.implicit): 465
        case .some(.none): 25
        case nil: user == nil && isHere(host) ? 25 : 587
        }
    }

    /// The encryption that nobody named.
    static func tls(of host: String, port: Int, user: String?) -> SMTPSettings.TLS {
        if port == 465 { return .implicit }
        return port == 25 && user == nil && isHere(host) ? SMTPSettings.TLS.none : .required
    }

    static func isHere(_ host: String) -> Bool { RelaySettings(SMTPSettings(host: host, port: 25)).isLoopback }
}

extension RelayChoice {
    /// With everything else as `now` has it.
    func settings(beside now: SMTPSettings?) -> SMTPSettings {
        var settings = now ?? SMTPSettings(host: host, port: port)
        (settings.host, settings.port, settings.tls) = (host, port, tls)
        (settings.username, settings.passwordFile) = (username, passwordFile)
        return settings
    }
}

/// Asks for a relay on a terminal.
enum RelayQuestions {
    /// What `now` has is offered as an answer.
    static func ask(_ now: SMTPSettings?) throws -> RelayAnswers {
        guard Output.isTerminal(.standardInput) else {
            throw CommandFailure(.usage, "there is no terminal to ask on; give --host, --user and --password-file")
        }
        Output.note(
            "Your provider's pages have these under 'SMTP' or 'submission'; a mail server on this machine is localhost. "
                + "Ctrl-C ends this with nothing changed.")
        let host = try line("Host", now?.host)
        let port = try number("Port", now?.port ?? RelayAnswers.port(of: host, user: nil, tls: nil))
        let asked = try line("User name (- for no login)", now?.username ?? (RelayAnswers.isHere(host) ? "-" : nil))
        let user = asked == "-" ? nil : asked
        let tls = now.flatMap { $0.port == port ? $0.tls : nil } ?? RelayAnswers.tls(of: host, port: port, user: user)
        let choice = RelayChoice(host: host, port: port, tls: tls, username: user)
        return RelayAnswers(choice: choice, password: user == nil ? nil : try password())
    }

    static func password() throws -> Secret {
        let octets = try HiddenLine.read("Password (not shown): ", atMost: SecretResolver.largest)
        Output.note("")
        return try secret(octets, from: "the terminal")
    }

    static func secret(_ octets: [UInt8], from source: String) throws -> Secret {
        do { return try SecretResolver.given(octets, source: source) } catch {
            throw CommandFailure(.usage, "\(error); nothing was written")
        }
    }

    private static func number(_ question: String, _ usual: Int) throws -> Int {
        while true {
            if let number = Int(try line(question, "\(usual)")), (1...65535).contains(number) { return number }
            Output.note("A port is a number from 1 to 65535.")
        }
    }

    /// Again, until there is an answer; an empty one is `usual`.
    private static func line(_ question: String, _ usual: String?) throws -> String {
        while true {
            let offer = usual.map { " [\(PlainText.shown($0))]" } ?? ""
            Output.write("\(question)\(offer): ", to: .standardError)
            guard let line = readLine(strippingNewline: true) else {
                Output.note("")
                throw CommandFailure(.usage, "no answer came; nothing was written")
            }
            let answer = line.trimmingCharacters(in: .whitespaces)
            if let answer = answer.isEmpty ? usual : answer { return answer }
        }
    }
}

/// A line from the terminal that it does not show.
private enum HiddenLine {
    /// Octet by octet, with neither echo nor signals, so that the terminal is never left as it is here: Ctrl-C ends the
    /// process with 130 behind it.
    static func read(_ question: String, atMost limit: Int) throws -> [UInt8] {
        var usual = termios()
        guard tcgetattr(STDIN_FILENO, &usual) == 0 else {
            throw CommandFailure(.io, "the terminal cannot be asked without showing what is typed")
        }
        var hidden = usual
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &hidden) == 0 else {
            throw CommandFailure(.io, "the terminal cannot be asked without showing what is typed")
        }
        defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &usual) }
        Output.write(question, to: .standardError)
        var line: [UInt8] = []
        while true {
            var octet: UInt8 = 0
            let count = Foundation.read(STDIN_FILENO, &octet, 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CommandFailure(.usage, "no answer came; nothing was written") }
            switch octet {
            case 0x0A, 0x0D: return line
            case 0x03, 0x04, 0x1C:
                tcsetattr(STDIN_FILENO, TCSADRAIN, &usual)
                Output.note("")
                exit(130)
            case 0x08, 0x7F: _ = line.popLast()
            case 0x15: line = []
            default: if line.count <= limit { line.append(octet) }
            }
        }
    }
}
