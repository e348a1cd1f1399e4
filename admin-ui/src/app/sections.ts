import { auditSection } from '../resources/audit/section';
import { liveSection } from '../live/section';
import { accountsSection } from '../resources/accounts/section';
import { breaksSection } from '../resources/breaks/section';
import { cardsSection } from '../resources/cards/section';
import { catalogueSection } from '../resources/catalogue/section';
import { dashboardSection } from '../resources/dashboard/section';
import { daysSection } from '../resources/days/section';
import { ledgerSection } from '../resources/ledger/section';
import { meSection } from '../resources/me/section';
import { refundsSection } from '../resources/refunds/section';
import { searchSection } from '../resources/search/section';
import { statementsSection } from '../resources/statements/section';
import { topUpsSection } from '../resources/top-ups/section';
import { usersSection } from '../resources/users/section';
import type { Section } from './section';

/** Every part of the console, in the order of the menu within its groups. */
export const SECTIONS: readonly Section[] = [
  dashboardSection,
  cardsSection,
  refundsSection,
  topUpsSection,
  accountsSection,
  daysSection,
  breaksSection,
  statementsSection,
  ledgerSection,
  catalogueSection,
  searchSection,
  liveSection,
  usersSection,
  auditSection,
  meSection,
];
