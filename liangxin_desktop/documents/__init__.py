"""Paper and signatures: domain nouns in, PDF bytes out, and the verdict on what came back."""
