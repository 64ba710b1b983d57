import { Button, Typography } from '@mui/material';
import { useListContext } from 'react-admin';

/** Instead of react-admin's own, whose button has neither word nor icon on a phone. */
export function NoMatch() {
  const { filterValues, setFilters } = useListContext();
  if (Object.keys(filterValues ?? {}).length === 0) {
    return <Typography sx={{ p: 2 }}>There is nothing here.</Typography>;
  }
  return (
    <Typography component="div" sx={{ p: 2 }}>
      Nothing matches this search.{' '}
      <Button size="small" onClick={() => setFilters({}, {})}>
        Clear filters
      </Button>
    </Typography>
  );
}
