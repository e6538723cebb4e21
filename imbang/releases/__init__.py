"""What leaves the office: counts for anybody, with what is small of people hidden."""
