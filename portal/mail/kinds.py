"""Every kind of mail there is. Another one is a line here and three templates: templates/mail/<name>.subject.txt,
.txt and .html."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    name: str
    unsubscribe: bool = False  # the receiver can stop it: whoever writes one gives the address to do so


KINDS = {
    kind.name: kind for kind in (Kind("invitation"), Kind("report"), Kind("reset"), Kind("sign_in_link"), Kind("test"))
}
