"""The store: deliveries, drafts, snapshots, what people set and note, and the seal over all."""
