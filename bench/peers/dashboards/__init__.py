"""The dashboards: each module serves one and asks it through its own interface."""
