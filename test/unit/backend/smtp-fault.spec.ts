import { faultOf } from '../../../backend/mail/smtp-fault.js';

const server = (fault: string, sure = true) => ({ kind: 'server', fault, sure });

describe('what an error of the mail client means', () => {
  it.each([
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, server('sign-in')],
    [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, server('sender')],
    [{ code: 'EENVELOPE', responseCode: 552, command: 'MAIL FROM' }, { kind: 'refused' }],
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, { kind: 'refused' }],
    [{ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, { kind: 'deferred' }],
    [{ code: 'EENVELOPE', command: 'API' }, { kind: 'refused' }],
    [{ code: 'EENVELOPE', command: 'API', message: 'Invalid sender "x y"' }, server('sender')],
    [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, { kind: 'refused' }],
    [{ code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, { kind: 'deferred' }],
    [{ code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }, server('unreachable')],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, server('unreachable')],
    [{ code: 'EDNS', command: 'CONN' }, server('unreachable')],
    [{ code: 'ETIMEDOUT', timeoutType: 'CONNECTION_TIMEOUT', command: 'CONN' }, server('unreachable')],
    [{ code: 'ETLS', command: 'STARTTLS' }, server('insecure')],
    [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT', command: 'CONN' }, server('silent', false)],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'CONN' }, server('silent', false)],
    [{ code: 'ECONNECTION', message: 'Connection closed unexpectedly' }, server('silent', false)],
    [new Error('Connection pool was closed'), { kind: 'stopping' }],
    [new Error('a surprise'), { kind: 'deferred' }],
  ])('%j', (error, fault) => {
    expect(faultOf(error)).toEqual(fault);
  });
});
