import { describe, test } from 'vitest';

import { specificationOf } from '../kernel/specification.given.ts';
import { card } from './decider.ts';

const { given } = specificationOf(card);

const data = {
  iccid: '8981100000010429944',
  accountId: 'acc-1',
  brand: 'harbor-mobile',
  plan: 'harbor-30',
};
const register = {
  type: 'RegisterCard',
  data: { ...data, at: '2026-11-17T15:00:00.000Z' },
} as const;
const registered = {
  type: 'CardRegistered',
  data: { ...data, registeredAt: '2026-11-17T15:00:00.000Z' },
} as const;

describe('a card', () => {
  test('is registered for one account', () => given().when(register).then(registered));

  test('is registered once', () => given(registered).when(register).thenNothing());

  test('never belongs to a second account', () =>
    given(registered)
      .when({ ...register, data: { ...register.data, accountId: 'acc-2' } })
      .thenRefused('card_already_registered', { iccid: data.iccid, accountId: 'acc-1' }));

  test.each([
    ['353879234252633', 'imei'],
    ['8981100000010429945', 'wrong_check_digit'],
    ['8981100000010429944F', 'not_folded'],
  ])('numbered %s is refused: %s', (iccid, fault) =>
    given()
      .when({ ...register, data: { ...register.data, iccid } })
      .thenRefused('card_number_invalid', { cardNumber: iccid, fault }),
  );
});
