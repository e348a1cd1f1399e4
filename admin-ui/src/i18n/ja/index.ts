import { mergeTranslations } from 'react-admin';
import english from 'ra-language-english';

import type en from '../en';
import type { Messages } from '../messages';
import { audit } from './audit';
import { breaks } from './breaks';
import { cards } from './cards';
import { frame } from './frame';
import { ledger } from './ledger';
import { lists } from './lists';
import { people } from './people';
import { problems } from './problems';
import { framework } from './framework';
import { reconciliation } from './reconciliation';
import { statements } from './statements';

const chobo: Messages<typeof en.chobo> = {
  frame,
  problems,
  ledger,
  lists,
  people,
  audit,
  breaks, cards,
  reconciliation,
  statements,
};

export default {
  ra: (mergeTranslations(english, { ra: framework }) as typeof english).ra,
  chobo,
};
