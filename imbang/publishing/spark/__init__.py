"""Parts made on a cluster of Apache Spark, each a task of its own (``docs/spark.md``).

PySpark is an extra that few need: nothing here imports it before a session begins.
"""
