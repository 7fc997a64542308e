# SPDX-License-Identifier: BSL-1.0
import sqlalchemy as sa
from alembic import op

revision, down_revision = "1c0ffee00003", "1c0ffee00002"


def upgrade():
    raise RuntimeError("the tool applies this one")


def downgrade():
    op.drop_column("account", "label")
