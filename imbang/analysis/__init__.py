"""Statistics over answers: frames in, frames out, no words but refusals."""
