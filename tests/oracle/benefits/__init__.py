"""Benefits a member has on a day: of rules, of campaigns, the best of each group."""
