# SPDX-License-Identifier: BSL-1.0
from alembic import op

revision, down_revision = "1c0ffee00004", "1c0ffee00003"


def upgrade():
    op.create_index("ux_account_label", "account", ["label"], unique=True)


def downgrade():
    op.drop_index("ux_account_label", table_name="account")
