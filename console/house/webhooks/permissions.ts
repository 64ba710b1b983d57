export const MANAGE_WEBHOOKS = 'house.manage-webhooks';
