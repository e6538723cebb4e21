"""The screens of a meeting, a module each: ``make(context)`` gives a `Screen` or None."""
