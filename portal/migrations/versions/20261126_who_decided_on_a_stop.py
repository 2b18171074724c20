"""who decided on a stop"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'd5a1f3c07e64'
down_revision = 'd4b81f6c2e07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('intakestop', schema=None) as batch_op:
        batch_op.add_column(sa.Column('explanation', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('ended_by', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    with op.batch_alter_table('intakestop', schema=None) as batch_op:
        for name in ('explanation', 'decided_by', 'ended_by'):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('intakestop', schema=None) as batch_op:
        for name in ('ended_at', 'ended_by', 'decided_at', 'decided_by', 'explanation'):
            batch_op.drop_column(name)
