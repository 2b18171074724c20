"""whom a child lives with in each form of living or stay"""

import sqlalchemy as sa
from alembic import op

revision = 'b7e3d50a94c1'
down_revision = '9d1f63a8e027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Unknown until the region's files are read once more: who refers says it, as before.
    with op.batch_alter_table('form', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lives_with', sa.Enum('network', 'family_form', 'group', name='liveswith', native_enum=False, length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('form', schema=None) as batch_op:
        batch_op.drop_column('lives_with')
