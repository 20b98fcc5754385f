"""The secret of a token: made by the portal, shown once, kept as a hash.

It has 256 random bits: nobody guesses one, so a plain SHA-256 keeps it as well as a slow hash would.
"""

import hashlib
import secrets

#: What every secret begins with, so that a search for forgotten ones finds them.
MARK = "tb_"
#: So much of it is kept to name it by; the rest could still not be guessed.
SHOWN = len(MARK) + 6


def new_secret() -> str:
    return MARK + secrets.token_urlsafe(32)


def digest_of(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()
