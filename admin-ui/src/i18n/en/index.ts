import english from 'ra-language-english';

import { audit } from './audit';
import { breaks } from './breaks';
import { cards } from './cards';
import { frame } from './frame';
import { ledger } from './ledger';
import { lists } from './lists';
import { people } from './people';
import { problems } from './problems';
import { reconciliation } from './reconciliation';
import { statements } from './statements';

export default {
  ra: english.ra,
  chobo: {
    frame,
    problems,
    ledger,
    lists,
    people,
    audit,
    breaks,
    cards,
    reconciliation,
    statements,
  },
};
