"""Tells Superset of the table that is shown; prints the number of its dataset."""

from __future__ import annotations

import sys

from superset.app import create_app

app = create_app()
with app.app_context():
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database

    uri, out = sys.argv[1:]
    database = Database(database_name="imbang", sqlalchemy_uri=uri)
    db.session.add(database)
    db.session.commit()
    table = SqlaTable(table_name="village_spans", schema="shown", database=database)
    db.session.add(table)
    db.session.flush()
    table.fetch_metadata()
    db.session.commit()
    with open(out, "w") as file:  # noqa: PTH123
        file.write(str(table.id))
