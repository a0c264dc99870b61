"""What the address says: place, peers, measure, map and period, checked against what there is."""
