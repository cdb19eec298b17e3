{{ newest_rows(source('lake', 'campaign_targets'), ['campaign_id', 'member_id']) }}
