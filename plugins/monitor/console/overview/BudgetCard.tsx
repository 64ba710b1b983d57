import { Box, Card, CardActionArea, CardContent, Skeleton, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { useStanding } from '../useStanding.js';
import { share, sloWords } from '../words.js';

/** Of the dashboard: each objective, and whether its budget burns. */
export function BudgetCard() {
  const { data, error } = useStanding();
  return (
    <Card variant="outlined" sx={{ height: '100%' }}>
      <CardActionArea component={Link} to="/monitor" sx={{ height: '100%' }}>
        <CardContent>
          <Typography color="text.secondary" variant="body2" sx={{ mb: 1 }}>
            Objectives over 30 days
          </Typography>
          {error ? 'not known' : data ? null : <Skeleton height={72} />}
          {data?.objectives.map(({ slo, good, bad, burns }) => {
            const burning = burns.some((burn) => burn.burning);
            return (
              <Box key={slo} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
                <Typography variant="body2">{sloWords[slo].title}</Typography>
                <Typography
                  variant="body2"
                  color={burning ? 'error' : 'text.primary'}
                  sx={{ fontVariantNumeric: 'tabular-nums' }}
                >
                  {good + bad === 0 ? 'not measured' : share(good / (good + bad))}
                  {burning ? ', burning' : ''}
                </Typography>
              </Box>
            );
          })}
        </CardContent>
      </CardActionArea>
    </Card>
  );
}
