"""free facilities can end"""

import sqlalchemy as sa
from alembic import op

revision = 'c1f4e82d7b90'
down_revision = 'b7e3d50a94c1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('facility', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ends', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('facility', schema=None) as batch_op:
        batch_op.drop_column('ends')
