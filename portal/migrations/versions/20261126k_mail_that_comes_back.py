"""mail that comes back later"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '5b69e306f5ff'
down_revision = 'c1f4e82d7b90'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mail_refused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('to_print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False, server_default=''))

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.alter_column('to_print', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_column('to_print')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_column('mail_refused_at')
