"""The nouns of a branch's record and the rules that bind it: pure, without files, clock or window."""
