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
    package var connect: Duration = .seconds(30)
    package var login: Duration = .seconds(300)
    package var mail: Duration = .seconds(300)
    package var rcpt: Duration = .seconds(300)
    package var data: Duration = .seconds(120)
    package var body: Duration = .seconds(180)
    package var dot: Duration = .seconds(600)
    package var rset: Duration = .seconds(60)
    package var quit: Duration = .seconds(5)
    package var patience: Duration = .seconds(5)
}
