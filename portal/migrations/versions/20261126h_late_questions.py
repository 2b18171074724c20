"""when a provider was reminded of a question about fit, and who asked was told that there is no answer"""

import sqlalchemy as sa
from alembic import op

revision = '9d1f63a8e027'
down_revision = '4e7a92c1b836'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('fitquestion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminded_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('asker_told_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('fitquestion', schema=None) as batch_op:
        batch_op.drop_column('asker_told_on')
        batch_op.drop_column('reminded_on')
