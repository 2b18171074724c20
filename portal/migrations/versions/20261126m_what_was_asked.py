"""what was asked of the toegang, apart from what the family wants

Until here one field held both: of a notice for which the toegang was asked it was the offer of the request.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'd27c0a94be16'
down_revision = '5b69e306f5ff'
branch_labels = None
depends_on = None

ASKED = "EXISTS (SELECT 1 FROM referralevent AS e WHERE e.referral_id = referral.id AND e.what = 'requested')"


def upgrade() -> None:
    # Not in a batch, and the default stays: SQLite would make the table anew, and other records refer to it.
    op.add_column('referral', sa.Column('asked_offer', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False, server_default=''))
    op.execute(f"UPDATE referral SET asked_offer = wish, wish = '' WHERE wish <> '' AND {ASKED}")


def downgrade() -> None:
    op.execute("UPDATE referral SET wish = asked_offer WHERE asked_offer <> ''")
    op.drop_column('referral', 'asked_offer')
