/** What a change of address asks, answers and mails. */
import type { TestHouse } from '@purser/kit/testing/house';

let serial = 0;
export const freshAddress = () => `new-${++serial}@example.net`;

export interface Bearer {
  readonly bearer: string;
}

export function addressChanges(house: TestHouse) {
  const as = (person: Bearer, method: 'get' | 'post' | 'delete', path = '') =>
    house.request()[method](`/api/auth/email${path}`).set('Authorization', person.bearer);
  const ask = (person: Bearer, wanted: string) => as(person, 'post').send({ new: wanted });
  const post = (path: string, body: object) => house.request().post(`/api/auth/email${path}`).send(body);
  const mailed = async (template: string, to: string) =>
    (await house.mails(to)).filter((mail) => mail.template === `auth.${template}`);
  const keyIn = async (template: string, to: string) => {
    const mail = (await mailed(template, to)).at(-1);
    if (!mail) throw new Error(`no ${template} to ${to}`);
    const link = new URL(String(mail.data.link));
    return { link, code: String(mail.data.code), token: new URLSearchParams(link.hash.slice(1)).get('token') ?? '' };
  };
  const emailOf = async (userId: string): Promise<string> =>
    (await house.dataSource.query('SELECT email FROM auth_user WHERE id = $1', [userId]))[0]?.email;
  const codeOf = async ({ bearer }: Bearer) =>
    (await house.request().get('/api/auth/me').set('Authorization', bearer)).body.code;
  const move = async (person: Bearer, to: string) => {
    await ask(person, to).expect(202);
    await post('/confirm', { token: (await keyIn('confirm-new-address', to)).token }).expect(200);
  };
  return { as, ask, post, mailed, keyIn, emailOf, codeOf, move };
}

export function sortedStatuses(answers: readonly { status: number }[]): number[] {
  return answers.map(({ status }) => status).sort((one, other) => one - other);
}
