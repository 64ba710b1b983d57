import type { RefusedEdit } from '@purser/client/workspaces/edit-desk';
import type { Translate } from '@purser/kit/portal/messages';

/** What was wanted and what stands there now, in one sentence; why is told beside it. */
export function refusalWords({ edit, current }: RefusedEdit, t: Translate, nameOf: (userId: string) => string): string {
  switch (edit.act) {
    case 'change-role': {
      const now = (current as { role?: string } | null)?.role;
      const values = { name: nameOf(edit.userId), wanted: t(`roles.${edit.role}`) };
      return now ? t('refused.roleNow', { ...values, now: t(`roles.${now}`) }) : t('refused.role', values);
    }
    case 'remove':
      return t('refused.remove', { name: nameOf(edit.userId) });
    case 'invite':
      return t('refused.invite', { email: edit.email });
    case 'resend':
      return t('refused.resend');
    case 'revoke':
      return t('refused.revoke');
    case 'leave':
      return t('refused.leave');
    default:
      return t('refused.other', { name: edit.name });
  }
}
