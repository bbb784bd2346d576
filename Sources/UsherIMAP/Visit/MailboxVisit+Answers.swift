/// What follows the end of each command.
extension MailboxVisit {
    mutating func answered(_ isOK: Bool, _ actions: inout [Action]) {
        switch state {
        case .asking: say("SELECT \(FolderName.argument(folder))", .selecting, &actions)
        case .selecting: isOK ? selected(&actions) : end(.noFolder(folder), &actions)
        case .listing: isOK ? listed(&actions) : end(.notListed, &actions)
        case .reading(let uid): read(uid, &actions)
        case .moving: isOK ? moved(&actions) : makeFolder(&actions)
        case .copying:
            guard isOK else { return makeFolder(&actions) }
            // Copied once: whatever goes wrong from here on, the next visit begins behind it.
            memory.isCopied = true
            remember(&actions)
            mark(&actions)
        // That it is there already is no reason not to try.
        case .creating: move(&actions)
        case .marking:
            guard isOK else { return stay(&actions) }
            // Without it everything would go that anybody marked: then it stays, marked.
            guard capabilities.contains("UIDPLUS") else { return moved(&actions) }
            say("UID EXPUNGE \(UIDSet.text(memory.taken))", .expunging, &actions)
        case .expunging: isOK ? moved(&actions) : stay(&actions)
        case .leaving: end(stuck, &actions)
        case .new, .judging, .over: end(.malformed, &actions)
        }
    }

    mutating func judged(_ isTaken: Bool, _ actions: inout [Action]) {
        guard case .judging(let uid) = state else { return }
        memory.look(at: uid)
        if isTaken { memory.take(uid) }
        together += 1
        goOn(&actions)
    }

    // MARK: The folder

    private mutating func selected(_ actions: inout [Action]) {
        guard let validity, validity > 0 else { return end(.noValidity, &actions) }
        guard !isReadOnly else { return end(.readOnly(folder), &actions) }
        if memory.validity != validity {
            if memory.validity != 0 { actions.append(.tell(.renumbered)) }
            memory = MailboxMemory(account: memory.account, validity: validity)
        }
        memory.taken.isEmpty ? list(&actions) : move(&actions)
    }

    private mutating func list(_ actions: inout [Action]) {
        (found, nextFound, isCut, hasListed) = ([], 0, false, true)
        guard exists != 0, memory.looked < .max else { return leave(&actions) }
        say("UID FETCH \(memory.looked + 1):* (UID RFC822.SIZE FLAGS)", .listing, &actions)
    }

    private mutating func listed(_ actions: inout [Action]) {
        cutListing()
        goOn(&actions)
    }

    private mutating func leave(_ actions: inout [Action]) {
        remember(&actions)
        say("LOGOUT", .leaving, &actions)
    }

    // MARK: Its messages

    /// Reads the next message, or does first what has to be done before it.
    private mutating func goOn(_ actions: inout [Action]) {
        while nextFound < found.count {
            if together >= Self.mostTogether {
                remember(&actions)
                if !memory.taken.isEmpty, stuck == nil { return move(&actions) }
            }
            // It could not be told any more what was taken.
            if memory.left >= Self.mostLeft { return leave(&actions) }
            let mail = found[nextFound]
            nextFound += 1
            guard let uid = mail.uid, uid > memory.looked else { continue }
            let isTooLarge = mail.size.map { $0 > Self.largest } ?? false
            guard mail.isDeleted || isTooLarge else {
                octets = nil
                return say("UID FETCH \(uid) (UID BODY.PEEK[])", .reading(uid), &actions)
            }
            if !mail.isDeleted { actions.append(.tell(.tooLarge(uid: uid))) }
            memory.look(at: uid)
            together += 1
        }
        remember(&actions)
        if !memory.taken.isEmpty, stuck == nil { return move(&actions) }
        isCut ? list(&actions) : leave(&actions)
    }

    private mutating func read(_ uid: UInt32, _ actions: inout [Action]) {
        guard let mail = octets, !mail.isEmpty else {
            // Somebody took it out meanwhile, or it cannot be read; the next visit will see.
            failed(uid, most: Self.mostTries.missing, &actions)
            if memory.looked < uid { (found, nextFound, isCut) = ([], 0, false) }
            together += 1
            return goOn(&actions)
        }
        octets = nil
        state = .judging(uid)
        actions.append(.judge(mail))
    }

    // MARK: What was taken

    private mutating func move(_ actions: inout [Action]) {
        if memory.isCopied { return mark(&actions) }
        let hasMove = capabilities.contains("MOVE") || capabilities.contains("IMAP4REV2")
        let (verb, next) = hasMove ? ("MOVE", State.moving) : ("COPY", .copying)
        say("UID \(verb) \(UIDSet.text(memory.taken)) \(FolderName.argument(taken))", next, &actions)
    }

    private mutating func mark(_ actions: inout [Action]) {
        say("UID STORE \(UIDSet.text(memory.taken)) +FLAGS.SILENT (\\Deleted)", .marking, &actions)
    }

    /// Creates the folder for what was taken, which was not there. Tried once in a visit.
    private mutating func makeFolder(_ actions: inout [Action]) {
        guard !hasMadeFolder else { return stay(&actions) }
        hasMadeFolder = true
        say("CREATE \(FolderName.argument(taken))", .creating, &actions)
    }

    private mutating func moved(_ actions: inout [Action]) {
        memory.moved()
        if !memory.taken.isEmpty { return move(&actions) }
        hasListed ? goOn(&actions) : list(&actions)
    }

    /// Leaves what was taken in the folder until another visit; what is new is read all the same.
    private mutating func stay(_ actions: inout [Action]) {
        stuck = .cannotMove(to: taken)
        hasListed ? goOn(&actions) : list(&actions)
    }
}
