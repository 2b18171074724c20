"""lists of families, under a code that only they hold"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'a41c7be50f92'
down_revision = 'e2a94c17d306'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shortlist',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('locator', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('salt', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sealed', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created', sa.Date(), nullable=False),
    sa.Column('opened', sa.Date(), nullable=False),
    sa.Column('expires', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('locator')
    )
    with op.batch_alter_table('shortlist', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shortlist_expires'), ['expires'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('shortlist', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shortlist_expires'))

    op.drop_table('shortlist')
