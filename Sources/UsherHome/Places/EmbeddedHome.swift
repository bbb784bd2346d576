/// The sample home that the binary carries: what `usher init` and `usher demo` write out. The EmbedHome plugin makes
/// `files` from the package's own `config/` and `templates/`. `EmptyHome` is the other one.
package enum EmbeddedHome {}
