{{ newest_rows(source('lake', 'campaigns'), ['campaign_id']) }}
