"""reminders, and how long a mail is worth sending"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'd4b81f6c2e07'
down_revision = 'c7d1e0a95b42'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminderwish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('rhythm', sa.Enum('weekly', 'fortnightly', 'monthly', 'never', name='rhythm', native_enum=False, length=20), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('account_id', 'provider_id')
    )
    with op.batch_alter_table('reminderwish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminderwish_provider_id'), ['provider_id'], unique=False)

    op.create_table('reminderturn',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], ),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.PrimaryKeyConstraint('account_id', 'provider_id')
    )
    op.create_table('offerreminder',
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.Integer(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=False),
    sa.Column('managers_on', sa.Date(), nullable=True),
    sa.Column('region_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], ),
    sa.PrimaryKeyConstraint('offer_id')
    )
    with op.batch_alter_table('onetimelink', schema=None) as batch_op:
        batch_op.add_column(sa.Column('offer_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('bundle', sqlmodel.sql.sqltypes.AutoString(length=24), server_default='', nullable=False))
        batch_op.create_foreign_key('fk_onetimelink_offer', 'offer', ['offer_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_onetimelink_offer_id'), ['offer_id'], unique=False)

    with op.batch_alter_table('onetimelink', schema=None) as batch_op:
        batch_op.alter_column('bundle', server_default=None)

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('worth_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mail_refused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('mail_refused_at')

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_column('worth_until')

    # Of no use to the version before, which knows no such purposes.
    op.execute("DELETE FROM onetimelink WHERE purpose IN ('confirm', 'stop_reminders')")
    with op.batch_alter_table('onetimelink', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_onetimelink_offer_id'))
        batch_op.drop_constraint('fk_onetimelink_offer', type_='foreignkey')
        batch_op.drop_column('bundle')
        batch_op.drop_column('offer_id')

    op.drop_table('offerreminder')
    op.drop_table('reminderturn')
    with op.batch_alter_table('reminderwish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reminderwish_provider_id'))

    op.drop_table('reminderwish')
