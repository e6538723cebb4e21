"""Rules over rows that were read: what may stand once, what must not contradict."""
