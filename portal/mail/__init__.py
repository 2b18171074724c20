"""Mail: written in the transaction of what it tells of, sent by a job (portal/jobs/send_mail.py)."""
