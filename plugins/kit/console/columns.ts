/** Columns that give way where there is no room for them: `sx` of their cells, those of the head too. */
export const notOnPhone = { display: { xs: 'none', sm: 'table-cell' } } as const;
export const onDesktop = { display: { xs: 'none', md: 'table-cell' } } as const;
/** In another cell, what those columns hold. */
export const onPhone = { display: { xs: 'block', sm: 'none' }, mt: 0.5 } as const;
