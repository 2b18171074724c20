"""how often providers are seen, and answers to reports of mistakes"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'e2a94c17d306'
down_revision = 'd3f8a1c6e270'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seencount',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('what', sa.Enum('found', 'opened', 'compared', name='seenas', native_enum=False, length=20), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('provider_id', 'region_id', 'day', 'what', 'question')
    )
    with op.batch_alter_table('seencount', schema=None) as batch_op:
        batch_op.create_index('ix_seencount_by_age', ['region_id', 'day'], unique=False)

    with op.batch_alter_table('mistakereport', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('mistakereport', schema=None) as batch_op:
        for name in ('answer', 'answered_by', 'version'):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('mistakereport', schema=None) as batch_op:
        for name in ('version', 'told_at', 'answered_at', 'answered_by', 'answer'):
            batch_op.drop_column(name)

    with op.batch_alter_table('seencount', schema=None) as batch_op:
        batch_op.drop_index('ix_seencount_by_age')

    op.drop_table('seencount')
