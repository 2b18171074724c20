"""Reminding people of what they said before it fades, and answering from the mail.

`rules` says who is told of what and when, `due` reads what they need to know, `plan` puts it together, and `letters`
makes the mails. `links` is what the mails lead to.
"""
