import ArgumentParser
import Foundation
import UsherCore
import UsherDoctor
import UsherHome
import UsherReports
import UsherSMTP
import UsherSupport

struct RelayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "The mail server that takes your messages.",
        discussion: """
            EXAMPLES
              usher relay set
            """,
        subcommands: [Set.self])

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for host, user and password of your relay, try them, and write them down.",
            discussion: """
                On a terminal it asks; --host and what belongs to it answer beforehand. The relay is tried as sending would \
                use it: connected to, encrypted with, logged in to; nothing is sent. Only what works is written: 'smtp:' in \
                config/usher.yaml, whose other lines and comments stay as they are, and the password into a file of its own \
                that nobody else can read; one with a password in use is left as it is. A password is never given on the command line, where others see it.

                EXAMPLES
                  usher relay set
                  usher relay set --host relay.example --user me --password-file - < secret
                  usher relay set --host localhost
                """)

        @OptionGroup var home: HomeOptions
        @Option(
            help: ArgumentHelp(
                "The relay's name or address; with it, nothing but a password is asked for.", valueName: "HOST"))
        var host: String?
        @Option(
            help: ArgumentHelp(
                "587 if not said; 465 with --tls implicit, 25 with --tls none, or on this machine without a login.",
                valueName: "NUMBER"))
        var port: Int?
        @Option(
            help: ArgumentHelp(
                "required: STARTTLS; implicit: TLS from the first octet, as on port 465; none: only on this machine.",
                valueName: "HOW"), completion: .list(SMTPSettings.TLS.allCases.map(\.rawValue)))
        var tls: String?
        @Option(help: ArgumentHelp("The user name; no login if not said.", valueName: "NAME"))
        var user: String?
        @Option(
            help: ArgumentHelp("A file with the password in one line; - is standard input.", valueName: "FILE"),
            completion: .file())
        var passwordFile: String?

        func validate() throws {
            if let port, !(1...65535).contains(port) { throw ValidationError("--port takes 1 to 65535") }
            if let tls, SMTPSettings.TLS(rawValue: tls) == nil {
                throw ValidationError("--tls takes required, implicit or none")
            }
            if passwordFile != nil, user == nil { throw ValidationError("--password-file needs --user") }
            if host == nil, port != nil || tls != nil || user != nil {
                throw ValidationError("--port, --tls and --user belong to --host; give it as well, or none of them")
            }
        }

        func run() throws {
            let files = try RelayFiles(home: try home.find())
            let now = RelayEdit.relay(in: files.text)
            let answers = host == nil ? try RelayQuestions.ask(now) : try given()
            var choice = answers.choice
            choice.passwordFile = try answers.password.map { try files.place(of: $0, now: now) }
            let edit = try files.edit(choice)
            try tried(edit.smtp ?? choice.settings(beside: now), answers.password, in: files.home)
            try files.write(edit, password: answers.password, now: now)
        }

        private func given() throws -> RelayAnswers {
            let host = host ?? ""
            let how = tls.flatMap(SMTPSettings.TLS.init)
            let port = port ?? RelayAnswers.port(of: host, user: user, tls: how)
            let choice = RelayChoice(
                host: host, port: port, tls: how ?? RelayAnswers.tls(of: host, port: port, user: user), username: user)
            guard user != nil else { return RelayAnswers(choice: choice, password: nil) }
            return RelayAnswers(choice: choice, password: try password())
        }

        private func password() throws -> Secret {
            guard let passwordFile else {
                guard Output.isTerminal(.standardInput) else {
                    throw CommandFailure(
                        .usage, "--user needs a password: --password-file FILE, or --password-file - for standard input"
                    )
                }
                return try RelayQuestions.password()
            }
            if passwordFile == "-" {
                guard let octets = Descriptor.read(SecretResolver.largest + 1, from: STDIN_FILENO),
                    octets.count <= SecretResolver.largest
                else { throw CommandFailure(.noInput, "standard input has no password that can be read") }
                return try RelayQuestions.secret(octets, from: "standard input")
            }
            let octets: [UInt8]
            do { octets = try RegularFile.octets(of: passwordFile, atMost: SecretResolver.largest) } catch {
                throw CommandFailure(.noInput, "\(PlainText.shown(passwordFile)): \(error.reason)")
            }
            return try RelayQuestions.secret(octets, from: "--password-file")
        }

        /// Says what the relay shows; throws where mail could not be sent by it.
        private func tried(_ smtp: SMTPSettings, _ password: Secret?, in home: String) throws {
            var smtp = smtp
            smtp.authority = smtp.authority.map { FolderPath.absolute($0, from: home) }
            let relay = RelaySettings(smtp, password: password?.reveal())
            Output.note("trying \(smtp.host), port \(smtp.port); nothing is sent")
            let sight: RelaySight
            do { sight = try RelayVisit.look(by: relay) } catch {
                // Between programs of one machine there is nobody to read along.
                let advice = relay.isLoopback && smtp.tls != .none ? "; on this machine --tls none does as well" : ""
                throw CommandFailure(
                    .unavailable, "\(smtp.host):\(smtp.port): \(error.explanation)\(advice); nothing was written")
            }
            let findings = RelayJudge.judge(relay, .success(sight), largest: nil, now: SystemClock().now())
            Output.show(findings.flatMap(\.shown))
            guard !findings.contains(where: { $0.grade == .wrong }) else {
                throw CommandFailure(.unavailable, "mail cannot be sent by this relay as it is; nothing was written")
            }
        }
    }
}
