"""what pages look for: open reports of a provider, one kind of entry in the log of a region"""

from alembic import op

revision = 'c93b5e0d7f16'
down_revision = 'a41c7be50f92'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('auditentry', schema=None) as batch_op:
        batch_op.create_index('ix_auditentry_kind_of_region', ['region_id', 'subject_type', 'id'], unique=False)
    with op.batch_alter_table('mistakereport', schema=None) as batch_op:
        batch_op.create_index('ix_mistakereport_open', ['provider_id', 'region_id', 'handled_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('mistakereport', schema=None) as batch_op:
        batch_op.drop_index('ix_mistakereport_open')
    with op.batch_alter_table('auditentry', schema=None) as batch_op:
        batch_op.drop_index('ix_auditentry_kind_of_region')
