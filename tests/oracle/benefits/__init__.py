"""Benefits that a member has on a day: of the rules, of campaigns, the best of a group."""
