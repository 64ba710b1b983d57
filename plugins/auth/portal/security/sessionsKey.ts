export const sessionsKey = ['auth', 'sessions'];
