/// What a server does beside serving, each so many times in a thousand.
package struct RelayMoods: Hashable, Sendable {
    /// An attempt fails, or nothing comes of it.
    package var refusesConnection = 0
    package var saysNothing = 0
    /// To RCPT: a reply of `recipientRefusals`, with the address where it has a `%`.
    package var refusesRecipient = 0
    package var recipientRefusals = ["450 4.2.0 later", "550 5.1.1 no such user"]
    /// To the final dot: a reply of `messageRefusals`, and nobody has the message.
    package var refusesMessage = 0
    package var messageRefusals = ["451 4.3.0 later"]
    /// To MAIL: 421 and the end, or a slower pace.
    package var refusesSender = 0
    package var senderRefusals = ["421 4.7.0 too many connections, slow down"]
    /// Keeps the message and answers the dot with a 451 all the same.
    package var denies = 0
    /// Instead of an answer: the connection is gone, or stays silent. At the dot the message may be kept.
    package var hangsUp = 0
    package var hangs = 0
    /// The same at the dot alone, where it hurts.
    package var hangsUpAtDot = 0
    /// Says something that is no reply, or one that nobody asked for behind the one that was.
    package var rubbish = 0
    package var repeats = 0
    /// A reply comes in pieces, of an octet and more.
    package var splits = 0
    /// The connection takes a part of what is written, and nothing more for some seconds.
    package var fills = 0
    package var pipelines = true
    /// The most that a reply takes, in milliseconds.
    package var slowness = 20

    package init() {}
}
