import english from 'ra-language-english';

import { audit } from './audit';
import { breaks } from './breaks';
import { cards } from './cards';
import { dashboard } from './dashboard';
import { frame } from './frame';
import { ledger } from './ledger';
import { lists } from './lists';
import { people } from './people';
import { problems } from './problems';
import { reconciliation } from './reconciliation';
import { refunds } from './refunds';
import { statements } from './statements';
import { topUps } from './topUps';

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
    dashboard,
    reconciliation,
    refunds,
    statements,
    topUps,
  },
};
