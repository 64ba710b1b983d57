/** Injection token of the assembled house, with the plugins that are switched off. */
export const HOUSE_PLAN = 'purser:plan';
