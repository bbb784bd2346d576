/// How long a server may take, by the monotonic clock (RFC 5321 4.5.3.2).
///
/// | what | standard |
/// | --- | --- |
/// | name and TCP | 30 seconds |
/// | another attempt beside one that says nothing, while none is ready | 5 seconds, then doubling |
/// | greeting, EHLO, STARTTLS and AUTH together | 5 minutes |
/// | answer to MAIL, answer to RCPT | 5 minutes each |
/// | answer to DATA | 2 minutes |
/// | each time the server takes some of the body | 3 minutes |
/// | answer to the final dot | 10 minutes |
/// | answer to RSET | 1 minute |
/// | answer to QUIT | 5 seconds |
package struct RelayTimeouts: Hashable, Sendable {
    package var connect: Duration
    package var login: Duration
    package var mail: Duration
    package var rcpt: Duration
    package var data: Duration
    package var body: Duration
    package var dot: Duration
    package var rset: Duration
    package var quit: Duration
    package var patience: Duration

    package init(
        connect: Duration = .seconds(30), login: Duration = .seconds(300), mail: Duration = .seconds(300),
        rcpt: Duration = .seconds(300), data: Duration = .seconds(120), body: Duration = .seconds(180),
        dot: Duration = .seconds(600), rset: Duration = .seconds(60), quit: Duration = .seconds(5),
        patience: Duration = .seconds(5)
    ) {
        self.connect = connect
        self.login = login
        self.mail = mail
        self.rcpt = rcpt
        self.data = data
        self.body = body
        self.dot = dot
        self.rset = rset
        self.quit = quit
        self.patience = patience
    }
}
