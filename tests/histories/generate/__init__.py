"""Random programmes, campaigns and members' facts."""
