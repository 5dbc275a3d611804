"""Comments: written by anybody, read first by the owner where the owner wants it, in threads of one level.

Until one is published only the editors and its writer see it; the writer is known by a random cookie. No third party
has a part in it: machines are kept out by what the form itself can tell (`form`), by how much one sender sends
(`senders`), and by what a text holds (`holding`).
"""
