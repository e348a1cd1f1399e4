import { mergeTranslations } from 'react-admin';
import english from 'ra-language-english';

import type en from '../en';
import type { Messages } from '../messages';
import { audit } from './audit';
import { breaks } from './breaks';
import { cards } from './cards';
import { dashboard } from './dashboard';
import { frame } from './frame';
import { ledger } from './ledger';
import { lists } from './lists';
import { people } from './people';
import { problems } from './problems';
import { framework } from './framework';
import { reconciliation } from './reconciliation';
import { refunds } from './refunds';
import { statements } from './statements';
import { topUps } from './topUps';

const chobo: Messages<typeof en.chobo> = {
  frame,
  problems,
  ledger,
  lists,
  people,
  audit,
  breaks,
  cards,
  dashboard,
  reconciliation,
  refunds,
  statements,
  topUps,
};

export default {
  ra: (mergeTranslations(english, { ra: framework }) as typeof english).ra,
  chobo,
};
