import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cookieFrom, createTestApp, logIn, PASSWORD, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts } from '../facts.given.ts';

let test: TestApp;
let auditor: string;
let admin: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true, config: { trustProxy: true } });
  await recordFacts(test);
  // user-1 and user-2
  auditor = await test.cookieOf('auditor');
  admin = await test.cookieOf('admin');
});
afterAll(async () => {
  await test.close();
});

type Act = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly event: { readonly stream: string; readonly revision: number } | null;
};
type Page = { readonly data: Act[]; readonly pageInfo: { readonly nextCursor: string | null } };

const trail = async (filter: object = {}, query = ''): Promise<Page> => {
  const search = `filter=${encodeURIComponent(JSON.stringify(filter))}${query}`;
  return (await test.get(`/api/v1/audit?${search}`, auditor)).json<Page>();
};
const kinds = async (filter: object): Promise<string[]> =>
  (await trail(filter)).data.map(({ kind }) => kind);

describe('acts on access', () => {
  it('are told with who did what to whom, and nothing that is personal', async () => {
    test.time.nowMs += 1_000;
    const body = { login: 'mori', name: 'Mori Aoi', roles: ['auditor'] };
    const invited = (await test.post('/api/v1/users', admin, body)).json<{
      oneTimePassword: string;
    }>();
    const current = invited.oneTimePassword;
    const device = { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Firefox' };
    await logIn(test.app, 'mori', 'not the password', device);
    const cookie = cookieFrom(await logIn(test.app, 'mori', current, device));
    const next = 'rice fields in june';
    await test.post('/api/v1/me/password', cookie, { current: 'x', next });
    await test.post('/api/v1/me/password', cookie, { current, next });
    await test.post('/api/v1/users/mori/roles', admin, { roles: ['support_agent'] });
    await test.post('/api/v1/users/mori/name', admin, { name: 'Mori Beni' });
    await test.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      headers: { cookie },
    });
    await logIn(test.app, 'mori', next, device);
    await test.post('/api/v1/users/mori/logout', admin);
    await test.post('/api/v1/users/mori/password-reset', admin);
    await test.post('/api/v1/users/mori/disabling', admin);
    await test.post('/api/v1/users/mori/enabling', admin);

    const { data } = await trail({ subject: 'mori', subjectKind: 'user' }, '&sort=at');
    expect(data.map(({ kind, actor }) => `${kind} ${actor ?? '-'}`)).toEqual([
      'UserInvited user:user-2',
      'LoginFailed -',
      'LoggedIn user:mori',
      'PasswordChangeFailed user:mori',
      'PasswordChanged user:mori',
      'UserRolesChanged user:user-2',
      'UserRenamed user:user-2',
      'LoggedOut user:mori',
      'LoggedIn user:mori',
      'SessionsEnded user:user-2',
      'PasswordReset user:user-2',
      'UserDisabled user:user-2',
      'UserEnabled user:user-2',
    ]);
    expect(data[5]?.facts).toEqual({ before: ['auditor'], roles: ['support_agent'] });
    const text = JSON.stringify(data);
    for (const personal of ['Mori Aoi', 'Mori Beni', '203.0.113.7', 'Firefox', current, next]) {
      expect(text).not.toContain(personal);
    }
  });

  it('an attempt on a login that is nobody’s keeps nothing of what was typed', async () => {
    await logIn(test.app, 'my-secret-passphrase', 'x', { 'x-forwarded-for': '203.0.113.8' });
    const { data } = await trail({ kind: 'LoginFailed' }, '&limit=1');
    expect(data).toMatchObject([{ actor: null, subject: null }]);
  });
});

describe('acts by the log of events', () => {
  it('of a person are there with their subject and their event', async () => {
    const { position } = await test.views().store.append({
      stream: 'break-b1',
      expectedRevision: 'any',
      events: [
        {
          id: '6b1f0a52-93a5-4a0c-8f51-1f6b1f4a9a01',
          type: 'BreakAssigned',
          data: {
            breakId: 'b1',
            source: 'harbor',
            date: '2026-11-18',
            assignee: 'user:user-1',
            assignedBy: 'user:user-9',
            assignedAt: '2026-11-18T02:00:00Z',
          },
          metadata: {
            commandId: 'c-1',
            inputHash: '0'.repeat(64),
            schemaVersion: 1,
            correlationId: 'c-1',
            causationId: 'c-1',
            actor: 'user:user-9',
            occurredAt: '2026-11-18T02:00:00Z',
          },
        },
      ],
    });
    await test.views().runner.waitFor(position, 30_000);
    const { data } = await trail({ actor: 'user:user-9' });
    expect(data).toEqual([
      {
        id: 'break-b1@000000000000',
        at: '2026-11-18T02:00:00.000Z',
        kind: 'BreakAssigned',
        actor: 'user:user-9',
        subject: { kind: 'break', id: 'b1' },
        amount: null,
        event: { stream: 'break-b1', revision: 0 },
        facts: {},
      },
    ]);
  });

  it('an import at a terminal is no list of thousands of acts', async () => {
    expect(await kinds({ subjectKind: 'account', subject: HANA.accountId })).toEqual([]);
    expect(await kinds({ actor: 'cli:test', kind: 'TopUpCredited' })).toEqual([]);
    expect((await trail({ actor: 'cli:test' })).data.length).toBeGreaterThan(0);
  });
});

describe('the list', () => {
  it('comes whole, page after page, in both directions', async () => {
    for (const sort of ['at', '-at']) {
      const whole = (await trail({}, `&sort=${sort}&limit=200`)).data.map(({ id }) => id);
      expect(new Set(whole).size).toBe(whole.length);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const page: Page = await trail({}, `&sort=${sort}&limit=4${next}`);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.pageInfo.nextCursor;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('is bounded by instants, the first one included', async () => {
    const at = '2026-11-18T02:00:00.000Z';
    expect(await kinds({ from: at, before: '2026-11-18T02:00:00.001Z' })).toEqual([
      'BreakAssigned',
    ]);
    expect(await kinds({ actor: 'user:user-9', before: at })).toEqual([]);
  });

  it.each([{ kind: 'Nothing' }, { subjectKind: 'x' }, { from: 'yesterday' }, { other: 1 }])(
    'refuses the filter %j',
    async (filter) => {
      expect(await trail(filter)).toMatchObject({ code: 'invalid_request' });
    },
  );

  it('is read by auditors and administrators', async () => {
    expect((await test.get('/api/v1/audit', admin)).statusCode).toBe(200);
    const agent = cookieFrom(await logIn(test.app, 'user-1', PASSWORD));
    expect((await test.get('/api/v1/audit', agent)).statusCode).toBe(200);
    const finance = await test.cookieOf('finance_manager');
    expect((await test.get('/api/v1/audit', finance)).json()).toMatchObject({
      code: 'forbidden',
    });
  });
});
