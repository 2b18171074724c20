"""keys of providers"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'c7d1e0a95b42'
down_revision = '9e9deb5f89fb'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('answeredonce',
    sa.Column('print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('body_print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('print')
    )
    with op.batch_alter_table('answeredonce', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answeredonce_until'), ['until'], unique=False)

    op.create_table('accesskey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('secret_print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('scopes', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('last_used', sa.Date(), nullable=True),
    sa.Column('revoked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], ),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('accesskey', schema=None) as batch_op:
        batch_op.create_index('ix_accesskey_provider', ['provider_id', 'made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_accesskey_made_by'), ['made_by'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('accesskey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accesskey_made_by'))
        batch_op.drop_index('ix_accesskey_provider')

    op.drop_table('accesskey')
    with op.batch_alter_table('answeredonce', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answeredonce_until'))

    op.drop_table('answeredonce')
