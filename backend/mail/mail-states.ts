/** What a letter can be. The database holds the same list, and that nothing goes back: see `house_mail_state`. */
export const MAIL_STATES = ['queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed'] as const;
