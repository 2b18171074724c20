"""referrals, what becomes of them, and what was measured of waiting"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '4e7a92c1b836'
down_revision = 'c93b5e0d7f16'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('measuredwait',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('subject_type', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('median_days', sa.Integer(), nullable=False),
    sa.Column('low_days', sa.Integer(), nullable=False),
    sa.Column('high_days', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('doubted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('region_id', 'provider_id', 'subject_type', 'subject')
    )
    with op.batch_alter_table('measuredwait', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measuredwait_provider_id'), ['provider_id'], unique=False)

    op.create_table('monitorrow',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('print', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('product', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('help_kind', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('referrer', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('measure', sa.Boolean(), nullable=True),
    sa.Column('allocated_on', sa.Date(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('print')
    )
    with op.batch_alter_table('monitorrow', schema=None) as batch_op:
        batch_op.create_index('ix_monitorrow_of_provider', ['region_id', 'provider_id', 'started_on'], unique=False)

    op.create_table('referralcount',
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('quarter', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('region_id', 'municipality', 'quarter', 'what', 'about')
    )
    op.create_table('fitquestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('offer', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('practice_id', sa.Integer(), nullable=True),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('role', sa.Enum('family', 'huisarts', 'jeugdarts', 'specialist', 'gi', 'toegang', 'provider_editor', 'provider_manager', 'contract_manager', 'region_editor', 'administrator', name='role', native_enum=False, length=20), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('age_band', sa.Enum('0-4', '5-11', '12-15', '16-17', '18-23', name='ageband', native_enum=False, length=20), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], ),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], ),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('fitquestion', schema=None) as batch_op:
        batch_op.create_index('ix_fitquestion_inbox', ['provider_id', 'region_id', 'answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_fitquestion_practice_id'), ['practice_id'], unique=False)

    op.create_table('referral',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('practice_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.Enum('family', 'huisarts', 'jeugdarts', 'specialist', 'gi', 'toegang', 'provider_editor', 'provider_manager', 'contract_manager', 'region_editor', 'administrator', name='role', native_enum=False, length=20), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('subject_type', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('budget', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('age_band', sa.Enum('0-4', '5-11', '12-15', '16-17', '18-23', name='ageband', native_enum=False, length=20), nullable=False),
    sa.Column('frame', sa.Enum('voluntary', 'forced', name='frame', native_enum=False, length=20), nullable=False),
    sa.Column('urgency', sa.Enum('usual', 'soon', name='urgency', native_enum=False, length=20), nullable=False),
    sa.Column('runs_already', sa.Boolean(), nullable=False),
    sa.Column('considered', sa.JSON(), nullable=False),
    sa.Column('group_reason', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('conditions', sa.JSON(), nullable=False),
    sa.Column('route', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('state', sa.Enum('requested', 'choosing', 'asked', 'budget', 'accepted', 'started', 'refused', 'withdrawn', 'ended', name='referralstate', native_enum=False, length=20), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('directed_by', sa.Enum('toegang', 'provider', name='directedby', native_enum=False, length=20), nullable=True),
    sa.Column('who_chose', sa.Enum('family', 'advice', 'referrer', 'no_choice', name='whochose', native_enum=False, length=20), nullable=True),
    sa.Column('no_choice', sa.Enum('one_fits', 'waits', 'distance', 'goes_on', 'judge', 'not_asked', name='nochoice', native_enum=False, length=20), nullable=True),
    sa.Column('options_shown', sa.Integer(), nullable=True),
    sa.Column('wish', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('tell_toegang', sa.Boolean(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], ),
    sa.ForeignKeyConstraint(['practice_id'], ['practice.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key'),
    sa.UniqueConstraint('number')
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_closed_on'), ['closed_on'], unique=False)
        batch_op.create_index('ix_referral_of_municipality', ['region_id', 'municipality', 'state'], unique=False)
        batch_op.create_index('ix_referral_of_practice', ['practice_id', 'state'], unique=False)

    op.create_table('application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('offer', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('budget', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('reserve', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'budget', 'accepted', 'started', 'ended', 'declined', 'chose_other', 'withdrawn', 'returned', name='applicationstate', native_enum=False, length=20), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('clock_from', sa.Date(), nullable=True),
    sa.Column('answer_by', sa.Date(), nullable=True),
    sa.Column('has_duty', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ground', sa.Enum('too_heavy', 'too_light', 'weighty', name='declineground', native_enum=False, length=20), nullable=True),
    sa.Column('reason', sa.Enum('entangled', 'conflict', 'no_match', 'unsafe', 'no_room', name='weightyreason', native_enum=False, length=20), nullable=True),
    sa.Column('arranged', sa.JSON(), nullable=False),
    sa.Column('first_date', sa.Date(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('patient_days', sa.Integer(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('referrer_told_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], ),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], ),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index('ix_application_due', ['state', 'answer_by'], unique=False)
        batch_op.create_index('ix_application_inbox', ['provider_id', 'region_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_referral_id'), ['referral_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('receiver', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('given_by', sa.JSON(), nullable=False),
    sa.Column('given_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_referral_id'), ['referral_id'], unique=False)

    op.create_table('referralevent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('organisation', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('actor', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('referralevent', schema=None) as batch_op:
        batch_op.create_index('ix_referralevent_referral', ['referral_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('referralevent', schema=None) as batch_op:
        batch_op.drop_index('ix_referralevent_referral')

    op.drop_table('referralevent')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_referral_id'))

    op.drop_table('consent')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_referral_id'))
        batch_op.drop_index('ix_application_inbox')
        batch_op.drop_index('ix_application_due')

    op.drop_table('application')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('ix_referral_of_practice')
        batch_op.drop_index('ix_referral_of_municipality')
        batch_op.drop_index(batch_op.f('ix_referral_closed_on'))

    op.drop_table('referral')
    with op.batch_alter_table('fitquestion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fitquestion_practice_id'))
        batch_op.drop_index('ix_fitquestion_inbox')

    op.drop_table('fitquestion')
    op.drop_table('referralcount')
    with op.batch_alter_table('monitorrow', schema=None) as batch_op:
        batch_op.drop_index('ix_monitorrow_of_provider')

    op.drop_table('monitorrow')
    with op.batch_alter_table('measuredwait', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measuredwait_provider_id'))

    op.drop_table('measuredwait')
