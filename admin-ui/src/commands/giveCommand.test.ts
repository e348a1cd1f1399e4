import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Me } from '../api/answers';
import { withPosition } from '../api/position';
import { endedSession, rememberPerson } from '../session/session';
import { giveCommand } from './giveCommand';

type Sent = { readonly url: string; readonly key: string | undefined; readonly ifMatch?: string };

let sent: Sent[];
let answers: (() => Response | Promise<Response>)[];

const json = (status: number, body: object): Response => Response.json(body, { status });
const refused = (status: number, code: string): Response =>
  json(status, { code, status, requestId: 'req-1' });

beforeEach(() => {
  sent = [];
  answers = [];
  sessionStorage.clear();
  vi.stubGlobal('fetch', (url: string, { headers }: { headers: Record<string, string> }) => {
    sent.push({
      url,
      key: headers['idempotency-key'],
      ...(headers['if-match'] !== undefined && { ifMatch: headers['if-match'] }),
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked once too often');
    return Promise.resolve().then(answer);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  rememberPerson(null);
});

const MEI: Me = {
  user: { id: 'u', login: 'mei', name: 'Mei', roles: [] },
  permissions: [],
  passwordChangeDue: false,
};

const noPause = (): Promise<void> => Promise.resolve();
const offline = (): Response => {
  throw new TypeError('Failed to fetch');
};
const approval = { path: 'refunds/r-1/approval', body: {} };
const keys = (): (string | undefined)[] => sent.map(({ key }) => key);

it('sends the same key until an answer is known, over lost connections and work in progress', async () => {
  answers = [
    offline,
    () => refused(409, 'request_in_progress'),
    () => refused(503, 'shutting_down'),
    () => json(200, { position: 'p', revision: 4, repeated: true }),
  ];
  expect(await giveCommand(approval, noPause)).toMatchObject({ revision: 4 });
  expect(sent).toHaveLength(4);
  expect(new Set(keys()).size).toBe(1);
});

it('keeps the key when nothing answered at all, for the next click', async () => {
  answers = Array.from({ length: 5 }, () => offline);
  await expect(giveCommand(approval, noPause)).rejects.toMatchObject({ code: 'connection_lost' });
  answers = [() => json(200, {})];
  await giveCommand(approval, noPause);
  expect(sent).toHaveLength(6);
  expect(new Set(keys()).size).toBe(1);
});

it('takes a new key once an answer was known, good or not', async () => {
  answers = [() => refused(409, 'refund_status'), () => json(200, {}), () => json(200, {})];
  await expect(giveCommand(approval, noPause)).rejects.toMatchObject({ code: 'refund_status' });
  await giveCommand(approval, noPause);
  await giveCommand(approval, noPause);
  expect(new Set(keys()).size).toBe(3);
});

it('asks for views as of the command from then on', async () => {
  answers = [() => json(200, { position: '0a/0b' })];
  await giveCommand({ ...approval, ifMatch: 3 }, noPause);
  expect(sent[0]?.ifMatch).toBe('"3"');
  expect(withPosition('refunds?limit=1')).toBe('refunds?limit=1&after=0a%2F0b');
});

it('waits for a new login when the session has ended, then goes on with the same key', async () => {
  rememberPerson(MEI);
  answers = [() => refused(401, 'not_logged_in'), () => json(200, {})];
  const given = giveCommand(approval, noPause);
  await vi.waitFor(() => expect(endedSession.current()?.user.login).toBe('mei'));
  endedSession.end(true);
  await given;
  expect(new Set(keys()).size).toBe(1);
  expect(endedSession.current()).toBeNull();
});

it('is refused when the person chooses to leave instead', async () => {
  rememberPerson(MEI);
  answers = [() => refused(401, 'not_logged_in')];
  const given = giveCommand(approval, noPause);
  await vi.waitFor(() => expect(endedSession.current()).not.toBeNull());
  endedSession.end(false);
  await expect(given).rejects.toMatchObject({ code: 'not_logged_in' });
});
