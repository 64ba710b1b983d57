export const addressKey = ['auth', 'address'];
