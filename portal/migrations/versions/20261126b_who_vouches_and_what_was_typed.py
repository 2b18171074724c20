"""who vouches for an account, and what was typed when a session ended"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'd4a6b82f17c0'
down_revision = 'd5a1f3c07e64'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('externalidentity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('service', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('subject_print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('linked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('last_used', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key'),
    sa.UniqueConstraint('service', 'subject_print')
    )
    with op.batch_alter_table('externalidentity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_externalidentity_account_id'), ['account_id'], unique=False)

    op.create_table('keptform',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('keptform', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_keptform_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_keptform_until'), ['until'], unique=False)

    op.add_column('membership', sa.Column('ruled_by', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
    op.add_column('signinsession', sa.Column('through', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('signinsession', schema=None) as batch_op:
        batch_op.drop_column('through')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('ruled_by')
    with op.batch_alter_table('keptform', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_keptform_until'))
        batch_op.drop_index(batch_op.f('ix_keptform_account_id'))

    op.drop_table('keptform')
    with op.batch_alter_table('externalidentity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_externalidentity_account_id'))

    op.drop_table('externalidentity')
