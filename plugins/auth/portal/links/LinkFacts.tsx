import Box from '@mui/material/Box';

/** A few lines of what a link is about; those without a value are left out. */
export function LinkFacts({ rows }: { readonly rows: readonly (readonly [label: string, value: string | null])[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        mb: 3,
        display: 'grid',
        gridTemplateColumns: 'auto 1fr',
        columnGap: 2.5,
        rowGap: 1,
        fontSize: '0.95rem',
      }}
    >
      {rows.map(([label, value]) =>
        value ? (
          <Box key={label} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {label}
            </Box>
            <Box component="dd" sx={{ m: 0, fontWeight: 600, overflowWrap: 'anywhere' }}>
              {value}
            </Box>
          </Box>
        ) : null,
      )}
    </Box>
  );
}
