import { listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { auth } from '../../auth/backend/auth.plugin.js';
import { accountDisputed } from '../../auth/backend/events.js';
import { resetAudit, resetPermissions } from '../names.js';
import { recoverAccount } from './mails/recover-account.mail.js';
import { AnswerDispute } from './recovery/answer-dispute.listener.js';
import { AnswerRequest } from './recovery/answer-request.job.js';
import { ResetModule } from './reset.module.js';
import { resetOptions } from './reset.options.js';

/** The way back into an account whose password is forgotten: by a link in a mail, or the code beside it. */
export const reset = definePlugin({
  name: 'reset',
  worksWith: '^1.0.0',
  needs: [auth],
  options: resetOptions,
  module: ResetModule,
  permissions: resetPermissions,
  audit: resetAudit,
  listens: [listen(accountDisputed, AnswerDispute)],
  jobs: [{ name: 'answer-request', timeoutMs: 30_000, run: AnswerRequest }],
  mails: [recoverAccount],
});
