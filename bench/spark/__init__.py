"""Apache Spark measured: a cluster on this machine, and a nation that grows."""
