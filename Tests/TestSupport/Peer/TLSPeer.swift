import Foundation

/// A TLS front on loopback for a `ScriptedPeer`, with a certificate made for the test: STARTTLS or TLS from the first
/// octet.
///
/// The TLS is Python's; `python3` and `openssl` must be installed. What passes is plain SMTP for the peer behind. Stops
/// when the last reference goes.
package final class TLSPeer: Sendable {
    package enum Mode: String, Sendable {
        case startTLS, implicit
        /// Offers no STARTTLS.
        case noStartTLS
        /// Offers it and refuses it.
        case refused
        /// Answers STARTTLS with more plain text behind the 220.
        case injected
        /// Answers STARTTLS and then rubbish instead of a handshake.
        case broken
        /// Closes instead of a handshake.
        case closed
        /// Takes the other side's first words of the handshake, and says nothing.
        case silent
    }

    package let port: Int
    /// The certificate, which is its own authority.
    package let authority: String
    private let program: Program
    private let folder: TemporaryFolder

    /// - Parameter name: what the certificate is for; `localhost` also covers 127.0.0.1.
    package init(_ mode: Mode, in front: ScriptedPeer, name: String = "localhost") throws {
        folder = try TemporaryFolder("tls-peer")
        authority = folder("cert.pem")
        let names = name == "localhost" ? "DNS:localhost,IP:127.0.0.1" : "DNS:\(name)"
        let openssl = try Program(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-keyout", folder("key.pem"), "-out",
                authority,
            ])
        openssl.waitBlocking()
        try Self.script.write(toFile: folder("peer.py"), atomically: true, encoding: .utf8)
        let program = try Program(
            "/usr/bin/env",
            ["python3", folder("peer.py"), mode.rawValue, authority, folder("key.pem"), String(front.port)])
        program.waitBlocking { program.output.hasSuffix("\n") }
        guard let port = Int(program.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Program.CannotStart(description: "the TLS peer: \(program.errors)")
        }
        self.program = program
        self.port = port
    }

    private static let script = """
        import select, socket, ssl, sys, threading

        mode, certificate, key, port = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def pump(secure, plain):
            # Carries both ways, on one thread: an SSL object is not for two at a time.
            try:
                while True:
                    ready = [secure] if secure.pending() else select.select([secure, plain], [], [])[0]
                    if secure in ready:
                        secure.setblocking(False)
                        try:
                            data = secure.recv(65536)
                        except ssl.SSLWantReadError:
                            continue
                        finally:
                            secure.setblocking(True)
                        if not data:
                            break
                        plain.sendall(data)
                    if plain in ready:
                        data = plain.recv(65536)
                        if not data:
                            break
                        secure.sendall(data)
            except OSError:
                pass
            for end in (secure, plain):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

        def clear(client):
            lines = client.makefile("rb")
            client.sendall(b"220 front.example ESMTP\\r\\n")
            for line in lines:
                verb = line.strip().upper()
                if verb.startswith(b"EHLO"):
                    offer = b"PIPELINING" if mode == "noStartTLS" else b"STARTTLS"
                    client.sendall(b"250-front.example\\r\\n250 " + offer + b"\\r\\n")
                elif verb != b"STARTTLS":
                    client.sendall(b"530 5.7.0 STARTTLS first\\r\\n")
                elif mode == "refused":
                    client.sendall(b"454 4.7.0 TLS not available\\r\\n")
                else:
                    more = b"250-injected\\r\\n250 AUTH PLAIN\\r\\n" if mode == "injected" else b""
                    client.sendall(b"220 go\\r\\n" + more)
                    if mode == "broken":
                        client.sendall(b"rubbish" * 100)
                    while mode == "silent" and client.recv(65536):
                        pass
                    return mode not in ("broken", "closed", "silent")
            return False

        def serve(client):
            try:
                if mode != "implicit" and not clear(client):
                    client.close()
                    return
                secure = context.wrap_socket(client, server_side=True)
                back = socket.create_connection(("127.0.0.1", int(port)))
                if mode != "implicit":
                    back.makefile("rb", 0).readline()
                pump(secure, back)
            except OSError:
                pass

        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        print(listener.getsockname()[1], flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client,), daemon=True).start()
        """
}
