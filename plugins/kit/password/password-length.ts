/** Characters of a password (SECURITY 15), counted after normalisation. */
export const MIN = 15;
export const MAX = 128;
