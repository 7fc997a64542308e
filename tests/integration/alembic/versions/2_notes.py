# SPDX-License-Identifier: BSL-1.0
import sqlalchemy as sa
from alembic import op

revision, down_revision = "1c0ffee00002", "1c0ffee00001"


def upgrade():
    op.add_column("account", sa.Column("note", sa.Text(), nullable=True))
    op.create_index("ix_payment_account", "payment", ["account_id"])


def downgrade():
    op.drop_index("ix_payment_account", table_name="payment")
    op.drop_column("account", "note")
