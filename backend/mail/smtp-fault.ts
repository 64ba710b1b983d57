/** What an error of the mail client means: for this letter, or for all of them. */

/** Of the server, so no letter is to blame. */
export type ServerFault = 'unreachable' | 'insecure' | 'sign-in' | 'sender' | 'silent';

type SmtpFault =
  | {
      readonly kind: 'server';
      readonly fault: ServerFault /** Not perhaps this letter's own. */;
      readonly sure: boolean;
    }
  /** The server answers, and puts this letter off. */
  | { readonly kind: 'deferred' }
  /** The server has refused this recipient or this message for good: trying again would only annoy it. */
  | { readonly kind: 'refused' }
  /** This process is being stopped. */
  | { readonly kind: 'stopping' };

interface ClientError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly timeoutType?: string;
  readonly message?: string;
}

/** For operators: what the server does, and what happens. */
export const serverFaults: Readonly<Record<ServerFault, string>> = {
  unreachable: 'the mail server cannot be reached',
  insecure: 'no secure connection with the mail server can be made',
  'sign-in': 'the mail server refuses our sign-in',
  sender: 'the mail server refuses our sender (MAIL_FROM)',
  silent: 'the mail server breaks off or does not answer',
};

export function faultOf(error: unknown): SmtpFault {
  const { code, originalCode, command = '', responseCode = 0, timeoutType, message } = error as ClientError;
  if (message === 'Connection pool was closed') return { kind: 'stopping' };
  if (code === 'EAUTH' || code === 'ENOAUTH') return server('sign-in');
  if (message?.startsWith('Invalid sender')) return server('sender');
  // 552 is about the size of this letter.
  if (command === 'MAIL FROM' && code === 'EENVELOPE' && responseCode !== 552) return server('sender');
  if (code === 'ETLS' || command === 'STARTTLS') return server('insecure');
  if (responseCode === 421) return server('unreachable');
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return { kind: responseCode < 400 || responseCode >= 500 ? 'refused' : 'deferred' };
  // After it had answered: the letter may be what it chokes on, so three different ones have to meet that.
  if (timeoutType === 'SOCKET_TIMEOUT' || originalCode === 'ECONNRESET' || originalCode === 'EPIPE')
    return server('silent', false);
  if (code === 'ECONNECTION' && !originalCode) return server('silent', false);
  if (['ESOCKET', 'EDNS', 'ECONNECTION', 'ETIMEDOUT', 'EPROTOCOL', 'EPROXY'].includes(code ?? ''))
    return server('unreachable');
  return { kind: 'deferred' };
}

function server(fault: ServerFault, sure = true): SmtpFault {
  return { kind: 'server', fault, sure };
}
