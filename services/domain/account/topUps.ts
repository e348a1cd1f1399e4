import { accept, reject } from '../kernel/decider.ts';
import { isPositiveAmount } from '../kernel/money.ts';
import type { CreditTopUp, FailTopUp, RecordProvisionalPayment, RequestTopUp } from './commands.ts';
import { creditDifferences } from './creditContent.ts';
import type { AccountDecision } from './decision.ts';
import type { TopUpRequested } from './events.ts';
import type { OpenedAccount } from './state.ts';

type Sale = Pick<TopUpRequested['data'], 'iccid' | 'price' | 'value' | 'currency'>;

/** Why a sale can never be this account's, whatever its state; null when it can. */
const saleRefusal = (account: OpenedAccount, { iccid, price, value, currency }: Sale) => {
  const wrongAmount = [price, value].find((amount) => !isPositiveAmount(amount));
  if (wrongAmount !== undefined) return reject('amount_not_allowed', { amount: wrongAmount });
  if (currency !== account.currency) {
    return reject('currency_differs', { account: account.currency, given: currency });
  }
  if (!account.cards.includes(iccid)) {
    return reject('card_not_attached', { iccid, accountId: account.accountId });
  }
  return null;
};

/** The fields in which a sale differs from the one asked for. */
const saleDifferences = (request: Sale, sale: Sale): readonly string[] => {
  const differs: Readonly<Record<string, boolean>> = {
    card_number: request.iccid !== sale.iccid,
    price: request.price !== sale.price,
    value: request.value !== sale.value,
    currency: request.currency !== sale.currency,
  };
  return Object.keys(differs).filter((field) => differs[field] === true);
};

export const requestTopUp = ({ data }: RequestTopUp, account: OpenedAccount): AccountDecision => {
  const { at, ...request } = data;
  const { topUpId } = request;
  const refusal = saleRefusal(account, request);
  if (refusal !== null) return refusal;
  const known = account.topUps.get(topUpId);
  if (known !== undefined) {
    const fields = saleDifferences(
      known.status === 'credited' ? known.credit : known.request,
      request,
    );
    return fields.length === 0 ? accept() : reject('top_up_differs', { topUpId, fields });
  }
  if (account.status === 'lapsed') {
    return reject('account_lapsed', { accountId: account.accountId });
  }
  return accept({ type: 'TopUpRequested', data: { ...request, requestedAt: at } });
};

/** Konbini money is in sight: recorded as unconfirmed, credited only when it is confirmed. */
export const recordProvisionalPayment = (
  { data }: RecordProvisionalPayment,
  account: OpenedAccount,
): AccountDecision => {
  const { topUpId, payment, price, currency, paidAt } = data;
  const topUp = account.topUps.get(topUpId);
  if (topUp === undefined) return reject('top_up_unknown', { topUpId });
  if (topUp.status === 'credited') return reject('top_up_status', { topUpId, status: 'credited' });
  const fields = saleDifferences(topUp.request, { ...topUp.request, price, currency });
  if (fields.length > 0) return reject('top_up_differs', { topUpId, fields });
  if (topUp.status === 'provisional') {
    const isSame =
      topUp.payment.provider === payment.provider && topUp.payment.reference === payment.reference;
    return isSame ? accept() : reject('top_up_status', { topUpId, status: topUp.status });
  }
  return accept({
    type: 'TopUpPaidProvisionally',
    data: { topUpId, payment, price, currency, paidAt },
  });
};

/**
 * Puts the value on the account. The same credit again changes nothing; other
 * content under a known id is refused with the fields that differ. A payment
 * that arrives after the top-up was given up is still credited: it is money.
 */
export const creditTopUp = ({ data }: CreditTopUp, account: OpenedAccount): AccountDecision => {
  const { topUpId, brand, imported } = data;
  const known = account.topUps.get(topUpId);
  if (known?.status === 'credited') {
    const fields = creditDifferences(known.credit, data);
    return fields.length === 0 ? accept() : reject('top_up_differs', { topUpId, fields });
  }
  if (brand !== account.brand) {
    return reject('brand_differs', { account: account.brand, given: brand });
  }
  const refusal = saleRefusal(account, data);
  if (refusal !== null) return refusal;
  // History was sold while the account lived, whatever became of it since.
  if (account.status === 'lapsed' && !imported) {
    return reject('account_lapsed', { accountId: account.accountId });
  }
  if (account.lots.has(topUpId)) return reject('lot_id_taken', { lot: topUpId });
  const wasProvisional = known?.status === 'provisional';
  if (known !== undefined) {
    // What was sold before Chobo was never requested here: the id is another sale's.
    if (imported) return reject('top_up_status', { topUpId, status: known.status });
    const differs = saleDifferences(known.request, data);
    const isOtherProvider = wasProvisional && known.payment.provider !== data.payment.provider;
    const fields = isOtherProvider ? [...differs, 'payment_provider'] : differs;
    if (fields.length > 0) return reject('top_up_differs', { topUpId, fields });
  }
  const expiresAt = data.expiresAt ?? account.activation?.validUntil ?? null;
  return accept({ type: 'TopUpCredited', data: { ...data, expiresAt, wasProvisional } });
};

/** Gives a top-up up; provisional money is given up only by its cancellation (速報取消). */
export const failTopUp = ({ data }: FailTopUp, account: OpenedAccount): AccountDecision => {
  const { topUpId, reason, at } = data;
  const topUp = account.topUps.get(topUpId);
  if (topUp === undefined) return reject('top_up_unknown', { topUpId });
  if (topUp.status === 'failed') return accept();
  const isProvisional = topUp.status === 'provisional';
  if (topUp.status === 'credited' || isProvisional !== (reason === 'provisional_cancelled')) {
    return reject('top_up_status', { topUpId, status: topUp.status });
  }
  const { price, currency } = topUp.request;
  const provider = topUp.status === 'provisional' ? topUp.payment.provider : null;
  return accept({
    type: 'TopUpFailed',
    data: { topUpId, reason, price, currency, provider, failedAt: at },
  });
};
