package enum EmbeddedHome {}
