import { upcasters as account } from '@chobo/domain/account/upcasters';
import { upcasters as breakUpcasters } from '@chobo/domain/break/upcasters';
import { upcasters as card } from '@chobo/domain/card/upcasters';
import { upcasters as catalogue } from '@chobo/domain/catalogue/upcasters';
import type { Upcasters } from '@chobo/domain/kernel/upcasting';
import { upcasters as payment } from '@chobo/domain/payment/upcasters';
import { upcasters as reconciliationDay } from '@chobo/domain/reconciliation-day/upcasters';
import { upcasters as statement } from '@chobo/domain/statement/upcasters';

/** The steps of all aggregates: a name of an event is used by one of them only. */
export const allUpcasters: Upcasters = {
  ...account,
  ...breakUpcasters,
  ...card,
  ...catalogue,
  ...payment,
  ...reconciliationDay,
  ...statement,
};
