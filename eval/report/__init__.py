"""Results as one HTML page that opens offline."""
