import { describe, test } from 'vitest';

import { ICCID, NOW, activated, attached, credit, given, granted, opened } from './story.given.ts';
import { credited } from './story.given.ts';

const open = {
  type: 'OpenAccount',
  data: {
    accountId: 'acc-1',
    brand: 'harbor-mobile',
    plan: 'harbor-30',
    currency: 'JPY',
    at: '2026-11-17T15:00:00.000Z',
  },
} as const;

describe('opening an account', () => {
  test('opens it', () => given().when(open).then(opened));

  test('opening it again changes nothing', () =>
    given(opened)
      .when({ ...open, data: { ...open.data, at: NOW } })
      .thenNothing());

  test('opening it with another plan is refused', () =>
    given(opened)
      .when({ ...open, data: { ...open.data, plan: 'harbor-90' } })
      .thenRefused('account_opened_differently', { accountId: 'acc-1' }));

  test('nothing happens to an account that was not opened', () =>
    given().when(credit()).thenRefused('account_not_opened', {}));
});

describe('attaching a card', () => {
  const attach = {
    type: 'AttachCard',
    data: { iccid: ICCID, at: attached.data.attachedAt },
  } as const;

  test('attaches it', () => given(opened).when(attach).then(attached));
  test('attaching it again changes nothing', () =>
    given(opened, attached).when(attach).thenNothing());
});

describe('activation', () => {
  const activate = { type: 'ActivateAccount', data: activated.data } as const;

  test('begins the validity', () => given(opened, attached).when(activate).then(activated));

  test('begins the validity of what was credited before', () =>
    given(opened, attached, credited({ expiresAt: null }), granted({ expiresAt: null }), activated)
      .when({ type: 'ExpireBalance', data: { at: activated.data.validUntil } })
      .then({
        type: 'BalanceExpired',
        data: {
          brand: 'harbor-mobile',
          lots: [
            { lot: 'tu-1', bucket: 'paid', amount: 1000 },
            { lot: 'bo-1', bucket: 'bonus', amount: 300 },
          ],
          currency: 'JPY',
          expiredAt: activated.data.validUntil,
        },
      }));

  test('the same activation again changes nothing', () =>
    given(opened, activated).when(activate).thenNothing());

  test('a card is activated once', () =>
    given(opened, activated)
      .when({ ...activate, data: { ...activate.data, activatedAt: NOW } })
      .thenRefused('account_already_activated', activated.data));

  test('a validity ends after it begins', () =>
    given(opened)
      .when({ ...activate, data: { activatedAt: NOW, validUntil: NOW } })
      .thenRefused('validity_not_after_start', { from: NOW, until: NOW }));
});
